# Says what a person has to do, and waits until it is done.
function Wait-Operator {
    param([string]$Title, [string[]]$Lines = @())
    if ($WhatIfPreference) {
        Write-Host "What if: $Title"
    }
    else {
        Write-Host $Title
    }
    foreach ($line in $Lines) {
        Write-Host "  - $line"
    }
    if (-not $WhatIfPreference) {
        $null = Read-Host -Prompt 'Press Enter when this is done, Ctrl+C to stop'
    }
}

# Waits until the gateway reports State 0. That 0 means ready is known from a script of
# administrators, no page of Microsoft documents it: compare with the console.
function Wait-Gateway {
    param([string]$Name, [int]$TimeoutMinutes = 120)
    $until = (Get-Date).AddMinutes($TimeoutMinutes)
    do {
        Write-Host "Waiting for gateway $Name to become ready ..."
        Start-Sleep -Seconds 60
        $ready = Get-CMCloudManagementGateway -Name $Name | Where-Object { $_.State -eq 0 }
    } until ($ready -or (Get-Date) -gt $until)
    if (-not $ready) {
        throw "Gateway $Name is not ready after $TimeoutMinutes minutes: see CloudMgr.log."
    }
}

# Stops unless the cmdlets know exactly one gateway by that name, and it is the one that is meant.
function Assert-Gateway {
    param([string]$Name, [string]$ServiceName)
    $found = @(Get-CMCloudManagementGateway -Name $Name)
    if ($found.Count -ne 1 -or $found[0].ServiceCName -ne $ServiceName) {
        throw "Not exactly one gateway is called $Name and has the service name $ServiceName."
    }
}
