    if (-not $WhatIfPreference) {
        if (-not (Get-Module -Name ConfigurationManager)) {
            if (-not $env:SMS_ADMIN_UI_PATH) {
                throw 'The Configuration Manager console is not installed on this computer.'
            }
            $console = Split-Path -Path $env:SMS_ADMIN_UI_PATH -Parent
            Import-Module -Name (Join-Path -Path $console -ChildPath 'ConfigurationManager.psd1')
        }
        if (-not (Get-PSDrive -Name $SiteCode -PSProvider CMSite -ErrorAction SilentlyContinue)) {
            if (-not $ProviderMachineName) {
                throw "There is no drive of site $SiteCode here yet: name the server of its SMS Provider with -ProviderMachineName."
            }
            $null = New-PSDrive -Name $SiteCode -PSProvider CMSite -Root $ProviderMachineName
        }
        Set-Location -Path "$($SiteCode):"
    }
