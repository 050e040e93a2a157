"""Where answers are read: a folder of .eml and .msg files, or an IMAP account.

`parsing` takes any mail apart within bounds; what it says is for `rules.replies`.
"""
