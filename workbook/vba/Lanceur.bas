Attribute VB_Name = "Lanceur"
Option Explicit
Option Private Module
' The one way from a button to the program. No Declare, no script host: firms that forbid
' these in macros would forbid the whole workbook. -I: no module is taken from Excel's folder.

Private Const TITRE As String = "Relance XL"
Private Const INSTALLATION As String = "%LOCALAPPDATA%\RelanceXL\env\Scripts\pythonw.exe"
Private Const PATIENCE As Long = 60 ' seconds the program may take to give a sign
Private Const CADENCE As Single = 0.2 ' seconds between two looks at it
Private Const SANS_SIGNE As String = "?"

Private enCours As Boolean

' Runs one function of relance_xl.macros on this workbook.
Public Sub Lancer(ByVal fonction As String)
    If enCours Then Exit Sub
    enCours = True
    On Error GoTo panne
    If InStr(1, Application.OperatingSystem, "Windows", vbTextCompare) > 0 Then
        LancerSousWindows fonction
    Else
        LancerAilleurs fonction
    End If
    enCours = False
    Exit Sub
panne:
    enCours = False
    Avertir "Le bouton n’a pas pu faire son travail : " & Err.Description
End Sub

Private Sub LancerSousWindows(ByVal fonction As String)
    Dim programme As String, temoin As String
    programme = CheminDuProgramme()
    If Len(ThisWorkbook.Path) = 0 Then
        Avertir "Enregistrez d’abord le classeur, puis recommencez."
    ElseIf Not NomTransmissible(ThisWorkbook.Name) Then
        Avertir "Le nom du classeur contient un signe que le programme ne peut pas recevoir." & vbCrLf & _
            "Renommez le fichier avec des lettres, des chiffres et des espaces."
    ElseIf Not Existe(programme) Then
        Avertir "Le programme Relance XL est introuvable :" & vbCrLf & programme & vbCrLf & vbCrLf & _
            "Installez-le, ou donnez son chemin dans Paramètres, ligne « Programme »."
    Else
        temoin = Environ("TEMP") & "\relance-xl-" & Format(Now, "yyyymmddhhnnss") & ".txt"
        If Demarrer(Cite(programme) & " -I -m relance_xl.macros " & Arguments(fonction, Application.Hwnd) & _
                " " & Cite("--temoin=" & temoin)) Then
            Patienter temoin
        Else
            Avertir "Windows n’a pas laissé Excel démarrer le programme." & vbCrLf & vbCrLf & _
                "Utilisez le raccourci « Relance XL » du Bureau : il offre les mêmes boutons " & _
                "et travaille sur le classeur ouvert."
        End If
    End If
End Sub

' Elsewhere there is no program to find: the command named by the environment, if any.
Private Sub LancerAilleurs(ByVal fonction As String)
    Dim commande As String
    commande = Environ("RELANCE_LAUNCHER")
    If Len(commande) = 0 Then
        Avertir "Les boutons ne marchent que dans Excel pour Windows." & vbCrLf & _
            "Ici, lancez la commande « relance » dans un terminal."
    ElseIf Not Demarrer(Cite(commande) & " " & Arguments(fonction, 0)) Then
        Avertir "La commande de RELANCE_LAUNCHER n’a pas démarré :" & vbCrLf & commande
    End If
End Sub

' What xlwings.Book.caller() looks for among the words of the command.
Private Function Arguments(ByVal fonction As String, ByVal fenetre As Variant) As String
    Arguments = fonction & " " & Cite("--wb=" & ThisWorkbook.Name) & " --from_xl=1 --hwnd=" & CStr(fenetre)
End Function

Private Function Demarrer(ByVal commande As String) As Boolean
    On Error Resume Next
    Shell commande, vbHide
    Demarrer = (Err.Number = 0)
End Function

' Waits for the end without letting anyone type in between; Escape gives Excel back at once.
Private Sub Patienter(ByVal temoin As String)
    Dim bilan As String
    On Error GoTo fin
    Application.EnableCancelKey = xlErrorHandler
    Application.Cursor = xlWait
    Application.StatusBar = TITRE & " : en cours… (Échap pour reprendre la main)"
    Application.Interactive = False
    bilan = AttendreLaFin(temoin)
fin:
    Application.Interactive = True
    Application.StatusBar = False
    Application.Cursor = xlDefault
    Application.EnableCancelKey = xlInterrupt
    If bilan = SANS_SIGNE Then
        Avertir "Le programme n’a pas démarré, ou s’est arrêté avant la fin." & vbCrLf & _
            "Le bouton Diagnostic, ou le raccourci « Relance XL » du Bureau, dira pourquoi."
    End If
End Sub

' The program holds the file open as long as it lives and writes its exit status into it last:
' a file it holds cannot be locked, a file without status was left by a fall.
Private Function AttendreLaFin(ByVal temoin As String) As String
    Dim debut As Date, regard As Single, bilan As String
    debut = Now
    bilan = SANS_SIGNE
    Do
        regard = Timer
        Do
            DoEvents
        Loop While Timer >= regard And Timer < regard + CADENCE
        If Existe(temoin) Then
            If Lire(temoin, bilan) Then Exit Do
        ElseIf DateDiff("s", debut, Now) > PATIENCE Then
            Exit Do
        End If
    Loop
    AttendreLaFin = bilan
End Function

Private Function Lire(ByVal temoin As String, ByRef bilan As String) As Boolean
    Dim canal As Integer
    canal = FreeFile
    On Error GoTo tenu
    Open temoin For Input Lock Read Write As #canal
    If Not EOF(canal) Then Line Input #canal, bilan
    Lire = True
tenu:
    Close #canal ' also after a fault: the next look opens it anew
    On Error Resume Next
    If Lire Then Kill temoin
End Function

' Line « Programme » of sheet Paramètres, found by table and header as everything is.
Private Function CheminDuProgramme() As String
    Dim valeur As Variant, morceaux() As String, i As Long
    valeur = ThisWorkbook.Worksheets(1).Evaluate( _
        "INDEX(tblParametres[Valeur],MATCH(""Programme"",tblParametres[Paramètre],0))&""""")
    CheminDuProgramme = INSTALLATION
    If IsError(valeur) Then valeur = ""
    valeur = Trim(Replace(valeur, """", "")) ' « Copy as path » puts quotes around
    If Len(valeur) > 0 Then CheminDuProgramme = valeur
    morceaux = Split(CheminDuProgramme, "%")
    For i = 1 To UBound(morceaux) - 1 Step 2
        morceaux(i) = Environ(morceaux(i))
    Next i
    CheminDuProgramme = Join(morceaux, "")
End Function

' Shell speaks the code page of Windows, and xlwings cuts a name at "=".
Private Function NomTransmissible(ByVal nom As String) As Boolean
    NomTransmissible = InStr(nom, "=") = 0 And StrConv(StrConv(nom, vbFromUnicode), vbUnicode) = nom
End Function

Private Function Existe(ByVal chemin As String) As Boolean
    On Error Resume Next
    Existe = Len(Dir(chemin, vbNormal Or vbHidden)) > 0
End Function

Private Function Cite(ByVal texte As String) As String
    Cite = """" & texte & """"
End Function

Private Sub Avertir(ByVal phrase As String)
    MsgBox phrase, vbExclamation, TITRE
End Sub
