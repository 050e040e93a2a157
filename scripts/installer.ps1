<#
.SYNOPSIS
Installe Relance XL pour la personne connectée, sans droits d’administrateur.

.DESCRIPTION
Python (par winget s’il manque), un environnement privé, l’emplacement approuvé d’Excel pour le
dossier du classeur, deux raccourcis sur le Bureau. Peut être relancé : rien n’est fait deux fois.

  powershell -ExecutionPolicy Bypass -File scripts\installer.ps1
  powershell -ExecutionPolicy Bypass -File scripts\installer.ps1 -Classeur "D:\Compta\Relances.xlsm"
  powershell -ExecutionPolicy Bypass -File scripts\installer.ps1 -Desinstaller

.PARAMETER Classeur
Le classeur de relances ; créé s’il n’existe pas. Par défaut : Relance XL\Relances.xlsm dans votre dossier
d’utilisateur (pas dans OneDrive).

.PARAMETER Source
Le dossier du projet, ou un fichier .whl. Par défaut : le dossier au-dessus de ce script.

.PARAMETER Desinstaller
Retire le programme, les tâches planifiées, les emplacements approuvés et les raccourcis. Les
classeurs et les journaux d’envoi restent.
#>
[CmdletBinding()]
param(
    [string]$Classeur,
    [string]$Source = (Split-Path -Parent $PSScriptRoot),
    [switch]$Desinstaller
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

if (-not $env:LOCALAPPDATA) {
    Write-Host 'Ce script est pour Windows. Ailleurs : « pip install » du projet, puis la commande « relance ».'
    exit 1
}
$Programme = Join-Path $env:LOCALAPPDATA 'RelanceXL'
$Environnement = Join-Path $Programme 'env'
$Python = Join-Path $Environnement 'Scripts\python.exe'
$PythonSansFenetre = Join-Path $Environnement 'Scripts\pythonw.exe'
$Approuves = 'HKCU:\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations'
$Bureau = [Environment]::GetFolderPath('Desktop')
$Documents = [Environment]::GetFolderPath('MyDocuments')

function Dire([string]$Phrase) {
    Write-Host $Phrase
}

function Arreter([string]$Phrase) {
    Write-Host $Phrase -ForegroundColor Red
    exit 1
}

# Windows PowerShell takes what a program writes on its error stream for a fault of the script.
function Lancer([string]$Fichier, [string[]]$Mots) {
    $ErrorActionPreference = 'Continue'
    $global:LASTEXITCODE = 1
    try {
        & $Fichier @Mots 2>&1 | ForEach-Object { Write-Verbose "$_" }
    } catch {
        Write-Verbose "$_"
    }
    return ($LASTEXITCODE -eq 0)
}

# Tells whether these words start a 64-bit Python, recent enough, not from the Store: Windows hides
# from other programs what that one writes under LOCALAPPDATA, private environment and journals.
# Paths are not asked for: what Python prints and what PowerShell reads may differ in accents.
# -I everywhere: nothing of the present folder or of PYTHON… variables is taken for Python's own.
function EstPython([string[]]$Mots) {
    if (-not (Get-Command $Mots[0] -ErrorAction SilentlyContinue)) { return $false }
    $question = "import sys; ok = sys.version_info >= (3, 11) and sys.maxsize > 2**32; " +
        "sys.exit(not ok or 'WindowsApps' in sys.base_prefix)"
    return (Lancer $Mots[0] (@($Mots | Select-Object -Skip 1) + @('-I', '-c', $question)))
}

function TrouverPython {
    # Fresh from winget, Python is not on this window's path yet: the folders last.
    $places = Join-Path $env:LOCALAPPDATA 'Programs\Python\Python3*\python.exe'
    $essais = @(@('py', '-3'), @('python'), @('python3'))
    foreach ($fichier in @(Get-ChildItem -Path $places -ErrorAction SilentlyContinue)) {
        $essais += , @($fichier.FullName)
    }
    foreach ($essai in $essais) {
        if (EstPython $essai) { return $essai }
    }
}

function ObtenirPython {
    $trouve = @(TrouverPython)
    if ($trouve.Count) { return $trouve }
    if (-not (Get-Command winget -ErrorAction SilentlyContinue)) {
        Arreter 'Python 3.11 ou plus récent manque, et winget aussi. Installez Python depuis python.org (pour vous seul), puis relancez ce script.'
    }
    Dire 'Installation de Python…'
    $mots = @('install', '--id', 'Python.Python.3.12', '--exact', '--source', 'winget', '--scope', 'user',
        '--silent', '--accept-package-agreements', '--accept-source-agreements')
    [void](Lancer 'winget' $mots)
    $trouve = @(TrouverPython)
    if (-not $trouve.Count) {
        Arreter "Python n’a pas pu être installé. Installez-le depuis python.org (pour vous seul), puis relancez ce script."
    }
    return $trouve
}

function InstallerProgramme {
    if (-not (Test-Path -LiteralPath $Source)) {
        Arreter "Le programme à installer est introuvable : $Source"
    }
    if (-not (Test-Path -LiteralPath $Python) -or -not (Lancer $Python @('-I', '-m', 'pip', '--version'))) {
        $base = @(ObtenirPython)
        Dire "Création de l’environnement privé dans $Environnement…"
        if (-not (Lancer $base[0] (@($base | Select-Object -Skip 1) + @('-I', '-m', 'venv', '--clear', $Environnement)))) {
            Arreter "L’environnement privé n’a pas pu être créé. Fermez Excel et la petite fenêtre Relance XL, puis relancez ce script."
        }
    }
    Dire 'Installation de Relance XL et de ses paquets (quelques minutes)…'
    $pip = @('-I', '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--upgrade')
    if (-not (Lancer $Python ($pip + @($Source)))) {
        Arreter "Les paquets n’ont pas pu être installés. Fermez Excel, vérifiez la connexion à internet (et le mandataire de votre réseau), puis relancez ce script avec -Verbose pour lire le détail."
    }
    # The same version again, from a wheel, would be left as it is.
    [void](Lancer $Python ($pip + @('--force-reinstall', '--no-deps', $Source)))
}

function PreparerClasseur {
    if (-not (Test-Path -LiteralPath $Classeur -PathType Leaf)) {
        Dire "Création du classeur $Classeur…"
        [void](New-Item -ItemType Directory -Force -Path (Split-Path -Parent $Classeur))
        if (-not (Lancer $Python @('-I', '-m', 'relance_xl', 'nouveau', $Classeur))) {
            Arreter "Le classeur n’a pas pu être créé : $Classeur"
        }
    }
    Unblock-File -LiteralPath $Classeur
}

function NomDeCle([string]$Dossier) {
    $sha = [Security.Cryptography.SHA1]::Create()
    $octets = $sha.ComputeHash([Text.Encoding]::UTF8.GetBytes($Dossier.ToLowerInvariant()))
    return 'LocationRelanceXL-' + [BitConverter]::ToString($octets, 0, 4).Replace('-', '')
}

# A folder where anything may land is never trusted as a whole.
function EstTropLarge([string]$Dossier) {
    $larges = @($env:USERPROFILE, $Bureau, $Documents, $env:TEMP,
        (Join-Path $env:USERPROFILE 'Downloads'), $env:OneDrive, $env:OneDriveCommercial,
        [IO.Path]::GetPathRoot($Dossier))
    foreach ($large in $larges) {
        if ($large -and $large.TrimEnd('\') -eq $Dossier.TrimEnd('\')) { return $true }
    }
    return $false
}

function ApprouverDossier([string]$Dossier) {
    if ($Dossier.StartsWith('\\') -or (New-Object IO.DriveInfo $Dossier).DriveType -eq 'Network') {
        Dire "Le classeur est sur le réseau : Excel demandera d’activer les macros, ou votre service informatique approuve $Dossier."
        return
    }
    if (EstTropLarge $Dossier) {
        Dire "Le dossier $Dossier reçoit toutes sortes de fichiers : il n’est pas approuvé. Mettez le classeur dans un dossier à lui, puis relancez ce script."
        return
    }
    $cle = Join-Path $Approuves (NomDeCle $Dossier)
    [void](New-Item -Path $cle -Force)
    Set-ItemProperty -Path $cle -Name 'Path' -Value ($Dossier.TrimEnd('\') + '\')
    Set-ItemProperty -Path $cle -Name 'Description' -Value 'Relance XL'
    Set-ItemProperty -Path $cle -Name 'AllowSubfolders' -Value 0 -Type DWord
    Dire "Emplacement approuvé dans Excel : $Dossier"
}

function PoserRaccourci([string]$Nom, [string]$Cible, [string]$Mots, [string]$Bulle) {
    if (-not $Bureau) {
        Dire "Le Bureau est introuvable : pas de raccourci « $Nom »."
        return
    }
    $raccourci = (New-Object -ComObject WScript.Shell).CreateShortcut((Join-Path $Bureau "$Nom.lnk"))
    $raccourci.TargetPath = $Cible
    $raccourci.Arguments = $Mots
    $raccourci.WorkingDirectory = Split-Path -Parent $Cible
    $raccourci.Description = $Bulle
    $raccourci.Save()
}

function RetirerRaccourcis {
    $coquille = New-Object -ComObject WScript.Shell
    foreach ($fichier in @(Get-ChildItem -Path (Join-Path $Bureau '*.lnk') -ErrorAction SilentlyContinue)) {
        try {
            $bulle = $coquille.CreateShortcut($fichier.FullName).Description
        } catch {
            continue
        }
        if ($bulle -like 'Relance XL : *') { Remove-Item -LiteralPath $fichier.FullName }
    }
}

function Desinstaller {
    Get-ScheduledTask -TaskPath '\' -TaskName 'Relance XL – *' -ErrorAction SilentlyContinue |
        Unregister-ScheduledTask -Confirm:$false
    Get-ChildItem -Path $Approuves -ErrorAction SilentlyContinue |
        Where-Object { $_.PSChildName -like 'LocationRelanceXL-*' } | Remove-Item
    RetirerRaccourcis
    if (Test-Path -LiteralPath $Programme) {
        try {
            Remove-Item -LiteralPath $Programme -Recurse -Force
        } catch {
            Arreter 'Le programme travaille encore. Fermez Excel et la petite fenêtre Relance XL, puis recommencez.'
        }
    }
    Dire "Relance XL est désinstallé. Vos classeurs et les journaux d’envoi restent à leur place."
}

if ($Desinstaller) {
    Desinstaller
    exit 0
}
if (-not $Classeur) { $Classeur = Join-Path $env:USERPROFILE 'Relance XL\Relances.xlsm' }
# Whole paths: pip takes a bare name for a package of the internet.
$Classeur = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Classeur)
$Source = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Source).TrimEnd('\')
InstallerProgramme
PreparerClasseur
ApprouverDossier (Split-Path -Parent $Classeur)
PoserRaccourci 'Relance XL' $PythonSansFenetre '-I -m relance_xl.fenetre' 'Relance XL : les boutons, sur le classeur ouvert'
$nom = [IO.Path]::GetFileNameWithoutExtension($Classeur)
if ($nom -eq 'Relance XL') { $nom = 'Relance XL (classeur)' }
PoserRaccourci $nom $Classeur '' 'Relance XL : le classeur de relances'
Dire ''
Dire 'Relance XL est installé.'
Dire "  Le classeur : $Classeur"
Dire "  La suite : l’ouvrir par le raccourci du Bureau, remplir Paramètres, puis le bouton Diagnostic."
