//! The pages that rules rest on. All are read again when a release comes out;
//! `read` is the day of the last time.

use super::Page;

/// ISO 8601.
pub const READ: &str = "2026-11-22";

const fn page(title: &'static str, url: &'static str) -> Page {
    Page { title, url, read: READ }
}

pub static MODIFY: Page = page(
    "Modify a CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/modify-cloud-management-gateway",
);
pub static SUPPORTED: Page = page(
    "Supported configurations for CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/supported-configurations",
);
pub static CERTIFICATE: Page = page(
    "CMG server authentication certificate",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/server-auth-cert",
);
pub static SETUP: Page = page(
    "Set up a CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/setup-cloud-management-gateway",
);
pub static PLAN: Page = page(
    "Plan for a CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/plan-cloud-management-gateway",
);
pub static SCALE: Page = page(
    "CMG performance and scale",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/perf-scale",
);
pub static ENTRA: Page = page(
    "Configure Microsoft Entra ID for CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/configure-azure-ad",
);
pub static REGISTER_APPS: Page = page(
    "Manually register Microsoft Entra apps for CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/manually-register-azure-ad-apps",
);
pub static AUTHENTICATION: Page = page(
    "Configure client authentication for CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/configure-authentication",
);
pub static PLAN_AUTHENTICATION: Page = page(
    "Plan for CMG client authentication",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/plan-client-authentication",
);
pub static SECURITY: Page = page(
    "Security and privacy for CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/security-and-privacy-for-cloud-management-gateway",
);
pub static DATA_FLOW: Page = page(
    "CMG data flow",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/data-flow",
);
pub static MONITOR: Page = page(
    "Monitor CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/monitor-clients-cloud-management-gateway",
);
pub static COST: Page = page(
    "Cost of CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/cost",
);
pub static HIERARCHY: Page = page(
    "CMG hierarchy design",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/plan-hierarchy-design",
);
pub static CONFIGURE_CLIENTS: Page = page(
    "Configure clients for CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/configure-clients",
);
pub static CHECKLIST: Page = page(
    "CMG setup checklist",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/set-up-checklist",
);
pub static FAQ: Page = page(
    "Frequently asked questions about CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/manage/cmg/cloud-management-gateway-faq",
);
pub static AZURE_SERVICES: Page = page(
    "Configure Azure services",
    "https://learn.microsoft.com/intune/configmgr/core/servers/deploy/configure/azure-services-wizard",
);
pub static PREREQUISITE_CHECKS: Page = page(
    "List of prerequisite checks",
    "https://learn.microsoft.com/intune/configmgr/core/servers/deploy/install/list-of-prerequisite-checks",
);
pub static UPDATES: Page = page(
    "Updates and servicing for Configuration Manager",
    "https://learn.microsoft.com/intune/configmgr/core/servers/manage/updates",
);
pub static PKI: Page = page(
    "PKI certificate requirements",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/network/pki-certificate-requirements",
);
pub static CNG: Page = page(
    "CNG v3 certificates overview",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/network/cng-certificates-overview",
);
pub static ENDPOINTS: Page = page(
    "Internet access requirements",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/network/internet-endpoints",
);
pub static REMOVED_FEATURES: Page = page(
    "Removed and deprecated features",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/changes/deprecated/removed-and-deprecated-cmfeatures",
);
pub static CLIENT_SYSTEMS: Page = page(
    "Supported operating systems for clients and devices",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/configs/supported-operating-systems-for-clients-and-devices",
);
pub static BULK_TOKEN: Page = page(
    "Token-based authentication for CMG",
    "https://learn.microsoft.com/intune/configmgr/core/clients/deploy/deploy-clients-cmg-token",
);
pub static TASK_SEQUENCES: Page = page(
    "Deploy a task sequence over the internet",
    "https://learn.microsoft.com/intune/configmgr/osd/deploy-use/deploy-task-sequence-over-internet",
);
pub static TASK_SEQUENCE_VARIABLES: Page = page(
    "Task sequence variables",
    "https://learn.microsoft.com/intune/configmgr/osd/understand/task-sequence-variables",
);
pub static USER_AVAILABLE_APPS: Page = page(
    "Prerequisites to deploy user-available applications",
    "https://learn.microsoft.com/intune/configmgr/apps/plan-design/prerequisites-deploy-user-available-apps",
);
pub static AZURE_SERVICE_CLASS: Page = page(
    "SMS_AzureService server WMI class",
    "https://learn.microsoft.com/intune/configmgr/develop/reference/core/servers/configure/sms_azureservice-server-wmi-class",
);
pub static NEW_2309: Page = page(
    "What's new in version 2309",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/changes/whats-new-in-version-2309",
);
pub static NEW_2403: Page = page(
    "What's new in version 2403",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/changes/whats-new-in-version-2403",
);
pub static NEW_2409: Page = page(
    "What's new in version 2409",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/changes/whats-new-in-version-2409",
);
pub static NEW_2503: Page = page(
    "What's new in version 2503",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/changes/whats-new-in-version-2503",
);
pub static NEW_2509: Page = page(
    "What's new in version 2509",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/changes/whats-new-in-version-2509",
);
pub static NEW_2603: Page = page(
    "What's new in version 2603",
    "https://learn.microsoft.com/intune/configmgr/core/plan-design/changes/whats-new-in-version-2603",
);
pub static KB30833053: Page = page(
    "KB30833053: new CMG installations fail on 2409",
    "https://learn.microsoft.com/intune/configmgr/hotfix/2409/30833053",
);
pub static KB31909343: Page = page(
    "KB31909343: update rollup for 2503",
    "https://learn.microsoft.com/intune/configmgr/hotfix/2503/31909343",
);
pub static KB35958849: Page = page(
    "KB35958849: CMG maintenance in regions with zones",
    "https://learn.microsoft.com/intune/configmgr/hotfix/2503/35958849",
);
pub static NEW_CMDLET: Page = page(
    "New-CMCloudManagementGateway",
    "https://learn.microsoft.com/powershell/module/configurationmanager/new-cmcloudmanagementgateway",
);
pub static SET_CMDLET: Page = page(
    "Set-CMCloudManagementGateway",
    "https://learn.microsoft.com/powershell/module/configurationmanager/set-cmcloudmanagementgateway",
);
pub static CONNECTION_POINT_CMDLET: Page = page(
    "Add-CMCloudManagementGatewayConnectionPoint",
    "https://learn.microsoft.com/powershell/module/configurationmanager/add-cmcloudmanagementgatewayconnectionpoint",
);
pub static UNAVAILABLE_REGION: Page = page(
    "CMG creation fails in an unavailable region",
    "https://learn.microsoft.com/troubleshoot/mem/configmgr/cloud-services/cmg-creation-unavailable-region",
);
pub static COMMUNICATION_ERRORS: Page = page(
    "Troubleshoot CMG communication errors",
    "https://learn.microsoft.com/troubleshoot/mem/configmgr/cloud-services/cmg-communication-error",
);

/// The retired page on certificates, which alone tells of old releases.
pub static OLD_CERTIFICATES: Page = page(
    "Certificates for CMG (2020)",
    "https://github.com/MicrosoftDocs/memdocs/blob/045e53703cdb27601744473f52188ef525b5493b/memdocs/configmgr/core/clients/manage/cmg/certificates-for-cloud-management-gateway.md",
);

/// General rules of the DNS, which no page of Microsoft repeats.
pub static DNS: Page =
    page("Clarifications to the DNS specification", "https://www.rfc-editor.org/rfc/rfc2181");

/// What the parts of a certificate mean, which no page of Microsoft repeats.
pub static X509: Page =
    page("Internet X.509 certificate profile", "https://www.rfc-editor.org/rfc/rfc5280");

/// Names that Azure takes for resources of any kind.
pub static AZURE_NAMES: Page = page(
    "Naming rules and restrictions for Azure resources",
    "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules",
);

/// Our own format, shipped with the tool: the family `document` rests on no other page.
pub static FORMAT: Page =
    page("The CMG document", "https://github.com/cmglint/cmglint/blob/main/docs/format.md");
