//! A gateway and what stands below it.

use super::{Field, Literal, Text, Word, key};
use crate::{
    facts::{
        Date,
        azure::{self, Cloud},
        host, regions,
    },
    model::{Change, Given, Secret},
    span::Span,
    table,
};

pub(super) const ENVIRONMENTS: &[&str] = &["AzurePublicCloud", "AzureUSGovernmentCloud"];

table! {
    /// One cloud management gateway.
    pub struct Gateway in "" {
        /// The name clients connect to: the common name of the certificate.
        service_name: Text = "service-name", key()
            .cmdlet("ServiceName")
            .wmi("ServiceCName")
            .always()
            .change(Change::NewName);
        /// The name in Azure: prefix, region and Azure domain. It follows from the rest, and may
        /// be written down to be checked.
        deployment_name: Text = "deployment-name", key().wmi("Fqdn").change(Change::Redeploy);
        /// How Azure runs the gateway.
        deployment_model: Word = "deployment-model", key()
            .cmdlet("Version")
            .wmi("DeploymentModel")
            .words(&["scale-set", "classic", "service-manager"])
            .spellings(&[
                ("Virtual machine scale set", "scale-set"),
                ("vmss", "scale-set"),
                ("Cloud service (classic)", "classic"),
                ("Azure Resource Manager", "classic"),
                ("Azure Service Manager", "service-manager"),
            ])
            .default(Literal::Text("scale-set"))
            .change(Change::Convert);
        /// Free text for the console.
        description: Text = "description", key()
            .cmdlet("Description")
            .wmi("Description")
            .change(Change::InPlace);
        /// The programmatic name of the Azure region.
        region: Text = "region", key()
            .cmdlet("Region")
            .wmi("Region")
            .required()
            .change(Change::Redeploy);
        /// The Azure resource group.
        resource_group: Text = "resource-group", key()
            .cmdlet("GroupName")
            .wmi("AffinityGroup")
            .change(Change::Redeploy);
        /// The region of the resource group, where the group exists already.
        resource_group_region: Text = "resource-group-region", key()
            .others(&["IsUsingExistingGroup"]);
        /// The Azure cloud, where it is not that of `[azure]`.
        environment: Word = "environment", key()
            .cmdlet("EnvironmentSetting")
            .wmi("AzureEnvironmentId")
            .others(&["AzureEnvironmentOption"])
            .words(ENVIRONMENTS)
            .change(Change::Redeploy);
        /// The subscription, where it is not that of `[azure]`.
        subscription_id: Text = "subscription-id", key()
            .cmdlet("SubscriptionId")
            .wmi("SubscriptionID")
            .change(Change::Redeploy);
        /// The Microsoft Entra tenant, where it is not that of `[azure]`.
        tenant_id: Text = "tenant-id", key()
            .cmdlet("TenantId")
            .since(2309)
            .change(Change::Redeploy);
        /// Client id of the server app, where it is not that of `[azure.server-app]`.
        server_app: Text = "server-app", key()
            .cmdlet("ServerAppClientId")
            .wmi("AADApplicationId")
            .others(&["ServerApplicationClientId"])
            .change(Change::Redeploy);
        /// The site that owns the gateway, where it is not `site.code`.
        site: Text = "site", key().wmi("SiteCode").is_site_code();
        /// Size of the virtual machines; it is fixed before 2107 and for classic gateways.
        vm_size: Word = "vm-size", key()
            .cmdlet("VMSSVMSize")
            .words(&["Standard_A2_v2", "Standard_A4_v2", "Standard_B2s"])
            .spellings(&[("Large (A4_v2)", "Standard_A4_v2"), ("Lab (B2s)", "Standard_B2s")])
            .default(Literal::Text("Standard_A2_v2"))
            .since(2107)
            .change(Change::InPlaceOrConvert);
        /// Number of virtual machines, 1 to 16.
        vm_instances: i64 = "vm-instances", key()
            .cmdlet("VMInstanceCount")
            .wmi("NumberOfInstances")
            .others(&["VMInstancesCount", "VM Instance"])
            .default(Literal::Integer(1))
            .change(Change::InPlaceOrConvert);
        /// Whether the gateway refuses revoked client certificates.
        verify_client_certificate_revocation: bool = "verify-client-certificate-revocation", key()
            .cmdlet("CheckClientCertRevocation")
            .others(&["VerifyClientCertificateRevocation", "Verify Client Certificate Revocation"])
            .default(Literal::Boolean(true))
            .change(Change::InPlaceOrConvert);
        /// Whether older versions of TLS are refused.
        enforce_tls_1_2: bool = "enforce-tls-1-2", key()
            .cmdlet("EnforceProtocol")
            .others(&["Enforce TLS 1.2"])
            .default(Literal::Boolean(true))
            .since(1906)
            .change(Change::InPlaceOrConvert);
        /// Whether the gateway serves content from Azure storage.
        serve_content: bool = "serve-content", key()
            .cmdlet("EnableCloudDPFunction")
            .others(&[
                "Allow CMG to function as a cloud distribution point and serve content from Azure storage",
            ])
            .default(Literal::Boolean(true))
            .change(Change::InPlaceOrConvert);
        /// What the gateway is for.
        purpose: Word = "purpose", key()
            .words(&["production", "lab"])
            .default(Literal::Text("production"));
        /// Simultaneous clients that are planned for.
        expected_clients: i64 = "expected-clients";
        /// The way of changing it that the author has decided on; it follows from the differences
        /// where it is not stated.
        action: Word = "action", key().words(&["convert", "redeploy", "modify"]);
        /// State of the service.
        status: Word = "status", key()
            .wmi("State")
            .words(&["ready", "provisioning", "starting", "stopping", "stopped", "deleting", "error"])
            .deployed_only();
        /// When it was created.
        created: Date = "created", key().wmi("CreationTime").deployed_only();
        /// Its server authentication certificate.
        certificate: Certificate = "certificate", key().change(Change::InPlace);
        /// Certification authorities that client certificates may come from.
        trusted_certificates: Vec<Field<TrustedCertificate>> = "trusted-certificate", key()
            .cmdlet("CARootCert")
            .others(&["CARootCertification", "CARootCertifications"])
            .change(Change::InPlace);
        /// Thresholds of outbound traffic and of storage.
        alerts: Alerts = "alerts", key().change(Change::InPlace);
        /// Its name in public DNS.
        dns: Dns = "dns";
    }
}

table! {
    /// The server authentication certificate: a file, or in a deployed document its facts.
    pub struct Certificate in "certificate." {
        /// Path of the PKCS#12 file.
        file: Text = "file", key()
            .cmdlet("ServiceCertPath")
            .others(&["ServiceCertificatePath"])
            .is_path();
        /// Where the password of the file is to be found.
        password: Secret = "password", key()
            .cmdlet("ServiceCertPassword")
            .others(&["ServiceCertificatePassword"]);
        /// Who issued it.
        issued_by: Word = "issued-by", key().words(&["public-provider", "enterprise-pki"]);
        /// Common name of the subject.
        common_name: Text = "common-name", key().deployed_only();
        /// Organization of the subject.
        organization: Text = "organization", key().deployed_only();
        /// The whole subject as in RFC 4514.
        subject: Text = "subject", key().deployed_only();
        /// DNS names that it covers.
        dns_names: Vec<Field<Text>> = "dns-names", key().deployed_only();
        /// The whole issuer as in RFC 4514.
        issuer: Text = "issuer", key().deployed_only();
        /// First day of validity.
        not_before: Date = "not-before", key().deployed_only();
        /// Last day of validity.
        not_after: Date = "not-after", key().deployed_only();
        /// SHA-1 thumbprint, 40 hexadecimal digits.
        thumbprint: Text = "thumbprint", key().wmi("ServiceThumbprint").deployed_only();
        /// Size of the RSA key.
        key_bits: i64 = "key-bits", key().deployed_only();
    }
}

table! {
    /// A certification authority that client certificates may come from.
    pub struct TrustedCertificate in "trusted-certificate." {
        /// Path of the public certificate.
        file: Text = "file", key().is_path();
        /// SHA-1 thumbprint, 40 hexadecimal digits.
        thumbprint: Text = "thumbprint";
        /// Where it belongs: self-signed certificates are roots.
        store: Word = "store", key()
            .others(&["CertificateStore"])
            .words(&["root", "intermediate"])
            .spellings(&[("RootCA", "root"), ("IntermediateCA", "intermediate")]);
    }
}

table! {
    /// Thresholds that raise an alert; an absent one is off.
    pub struct Alerts in "alerts." {
        /// Outbound traffic in 14 days, in gigabytes.
        traffic_out_gb: i64 = "traffic-out-gb", key()
            .cmdlet("TrafficOutGB")
            .wmi("TrafficOutInGB")
            .others(&["EnableTrafficOut"])
            .change(Change::InPlace);
        /// Percent of it that raise a warning.
        traffic_warning_percent: i64 = "traffic-warning-percent", key()
            .cmdlet("TrafficWarningPct")
            .wmi("TrafficWarningThreshold")
            .others(&["TrafficWarningPercent"])
            .default(Literal::Integer(50))
            .change(Change::InPlace);
        /// Percent of it that raise a critical alert.
        traffic_critical_percent: i64 = "traffic-critical-percent", key()
            .cmdlet("TrafficCriticalPct")
            .wmi("TrafficCriticalThreshold")
            .others(&["TrafficCriticalPercent"])
            .default(Literal::Integer(90))
            .change(Change::InPlace);
        /// *Stop this service when the critical threshold is exceeded*.
        stop_when_critical: bool = "stop-when-critical", key()
            .cmdlet("TrafficOutStopService")
            .wmi("TrafficOutStopService")
            .others(&["Stop this service when the critical threshold is exceeded"])
            .default(Literal::Boolean(false))
            .change(Change::InPlace);
        /// Storage, in gigabytes.
        storage_gb: i64 = "storage-gb", key()
            .cmdlet("StorageQuotaGB")
            .wmi("StorageQuotaInGB")
            .others(&["EnableStorageQuota"])
            .change(Change::InPlace);
        /// Percent of it that raise a warning.
        storage_warning_percent: i64 = "storage-warning-percent", key()
            .cmdlet("StorageWarningPct")
            .wmi("StorageWarningThreshold")
            .others(&["StorageWarningPercent"])
            .default(Literal::Integer(50))
            .change(Change::InPlace);
        /// Percent of it that raise a critical alert.
        storage_critical_percent: i64 = "storage-critical-percent", key()
            .cmdlet("StorageCriticalPct")
            .wmi("StorageCriticalThreshold")
            .others(&["StorageCriticalPercent"])
            .default(Literal::Integer(90))
            .change(Change::InPlace);
    }
}

table! {
    /// What public DNS says about a gateway.
    pub struct Dns in "dns." {
        /// The target of the CNAME record of the service name.
        cname: Text = "cname";
    }
}

impl Gateway {
    /// Whether clients may reach it, as far as a deployed document states.
    pub fn is_active(&self) -> bool {
        let is_off = |it: &Word| ["stopping", "stopped", "deleting", "error"].contains(&it.0);
        !self.status.value().is_some_and(is_off)
    }

    /// Whether the author has decided to deploy it anew.
    pub fn is_redeployed(&self) -> bool {
        self.action.value().is_some_and(|it| *it == "redeploy")
    }

    /// Whether its deployment model is this word of the format.
    pub fn has_model(&self, model: &str) -> bool {
        self.deployment_model.value().is_some_and(|it| *it == model)
    }

    /// Where the model is written; else where it is not.
    pub fn model_span(&self) -> Span {
        self.deployment_model.span().unwrap_or(self.header)
    }

    /// The service name, where it is the full name of one host.
    pub fn host_name(&self) -> Option<&Given<Text>> {
        self.service_name.given().filter(|name| !name.contains('*') && host::flaw(name).is_none())
    }

    /// The same, where only a CNAME record leads from it to Azure: neither an
    /// Azure domain nor the apex of one's own takes one.
    pub fn aliased_name(&self) -> Option<&Given<Text>> {
        let has_alias =
            |name: &str| azure::domain_of(name).is_none() && name.split('.').count() > 2;
        self.host_name().filter(|name| has_alias(name))
    }

    /// The first label of the service name, where Azure can name resources after it.
    pub fn prefix(&self) -> Option<&str> {
        let (prefix, domain) = self.host_name()?.split_once('.')?;
        (domain.contains('.') && azure::takes_prefix(prefix)).then_some(prefix)
    }

    /// The names under which Azure may know it, the one to write first; nothing
    /// where they do not follow from the rest.
    pub fn deployment_names(&self, cloud: Cloud) -> Option<Vec<String>> {
        let prefix = self.prefix()?;
        let scale_set = *self.deployment_model.value()? == "scale-set";
        let region = match (cloud, scale_set) {
            (Cloud::Public, false) => "",
            _ => regions::find(self.region.value()?).filter(|it| it.cloud == cloud)?.name,
        };
        Some(cloud.deployment_names(prefix, region, scale_set))
    }
}
