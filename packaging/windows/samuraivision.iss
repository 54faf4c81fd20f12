; Inno Setup 6.3 or newer: iscc /DVersion=0.1.0 /DBundle=..\..\dist\SAMuraiVision /DGenerated=..\..\build\generated packaging\windows\samuraivision.iss
; windows/build.py calls it so. Installs for one user without asking for an administrator, or for all.

#ifndef Version
  #error Version is not given: build it with packaging\windows\build.py
#endif
#define Name "SAMuraiVision"
#define App "samuraivision-app.exe"
#define Command "samuraivision.exe"
#define FileType "SAMuraiVision.Project"

[Setup]
AppId={{6E0B5D0C-6F2E-4B0E-9E55-5A0C7E3B6A41}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
AppPublisher=The SAMuraiVision project
VersionInfoVersion={#VersionOfFour}
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
UninstallDisplayIcon={app}\{#App}
LicenseFile={#Bundle}\_internal\resources\licences\LICENSE.txt
SetupIconFile={#Generated}\icons\app.ico
WizardSmallImageFile={#Generated}\icons\wizard.bmp
WizardStyle=modern
OutputDir={#Out}
OutputBaseFilename={#FileName}
Compression=lzma2/normal
SolidCompression=yes
LZMANumBlockThreads=4
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes
#ifdef SignTool
SignTool={#SignTool}
SignedUninstaller=yes
#endif

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked
Name: "path"; Description: "Add the command samuraivision to the PATH"; Flags: unchecked

[InstallDelete]
; What an older version left and this one has not would be found by its Python.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\{#App}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#App}"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.samurai"; ValueType: string; ValueData: "{#FileType}"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.samurai"; ValueName: "Content Type"; ValueType: string; ValueData: "application/x-samuraivision"
Root: HKA; Subkey: "Software\Classes\{#FileType}"; ValueType: string; ValueData: "SAMuraiVision project"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\{#FileType}\DefaultIcon"; ValueType: string; ValueData: "{app}\{#App},0"
Root: HKA; Subkey: "Software\Classes\{#FileType}\shell\open\command"; ValueType: string; ValueData: """{app}\{#App}"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\{#App}\shell\open\command"; ValueType: string; ValueData: """{app}\{#App}"" ""%1"""; Flags: uninsdeletekey
Root: HKA; Subkey: "Environment"; ValueName: "Path"; ValueType: expandsz; ValueData: "{olddata};{app}"; Tasks: path; Check: not IsAdminInstallMode and NotInPath
Root: HKA; Subkey: "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"; ValueName: "Path"; ValueType: expandsz; ValueData: "{olddata};{app}"; Tasks: path; Check: IsAdminInstallMode and NotInPath

[Run]
Filename: "{app}\{#App}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

[Code]
function PathKey(): String;
begin
  if IsAdminInstallMode then
    Result := 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment'
  else
    Result := 'Environment';
end;

function NotInPath(): Boolean;
var
  Before: String;
begin
  if not RegQueryStringValue(HKA, PathKey(), 'Path', Before) then
    Before := '';
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Before) + ';') = 0;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Before: String;
  At: Integer;
begin
  if Step <> usPostUninstall then
    exit;
  if not RegQueryStringValue(HKA, PathKey(), 'Path', Before) then
    exit;
  At := Pos(Uppercase(';' + ExpandConstant('{app}')), Uppercase(Before));
  if At > 0 then
  begin
    Delete(Before, At, Length(';' + ExpandConstant('{app}')));
    RegWriteExpandStringValue(HKA, PathKey(), 'Path', Before);
  end;
end;
