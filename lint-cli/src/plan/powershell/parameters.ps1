[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    [Parameter(Mandatory)]
    [ValidatePattern('^[A-Za-z0-9]{3}$')]
    [string]$SiteCode,

    [string]$ProviderMachineName,

    [string]$DocumentFolder = $PSScriptRoot,

    [ValidateRange(1, STEPS)]
    [int]$FirstStep = 1
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
