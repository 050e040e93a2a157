"""What `diagnose` looks at, room by room: machine, workbook, mail, memory."""
