//! The site and its tenant in Azure.

use super::{Field, Literal, Text, Word, key};
use crate::{facts::Date, model::Change, table};

table! {
    /// The top-level site: a standalone primary or a central administration site.
    pub struct Site in "site." {
        /// Three letters or digits.
        code: Text = "code", key().others(&["SiteCode"]).is_site_code();
        /// The current-branch release, as in `"2603"`.
        version: Text = "version", key().others(&["Version"]);
        /// The release that an upgrade is planned to.
        target_version: Text = "target-version";
        /// What kind of site it is.
        kind: Word = "type", key()
            .words(&["standalone-primary", "central-administration-site"])
            .spellings(&[("cas", "central-administration-site"), ("primary", "standalone-primary")])
            .default(Literal::Text("standalone-primary"));
        /// Hotfixes that are installed, as in `"KB30833053"`.
        hotfixes: Vec<Field<Text>> = "hotfixes", key()
            .known(&["KB30833053", "KB30385346", "KB32851084", "KB35958849"]);
        /// Optional features that are turned on.
        optional_features: Vec<Field<Word>> = "optional-features", key()
            .words(&["cloud-management-gateway", "scale-set-gateway"])
            .spellings(&[
                ("Cloud Management Gateway with Azure virtual machine scale set", "scale-set-gateway"),
            ]);
        /// Whether the service connection point is online.
        service_connection_point: Word = "service-connection-point", key()
            .others(&["Mode"])
            .words(&["online", "offline"])
            .default(Literal::Text("online"));
        /// How clients may talk to site systems.
        client_communication: Word = "client-communication", key()
            .others(&["ClientComputerCommunicationType", "UseSmsGeneratedCert"])
            .words(&["https-only", "https-or-http", "enhanced-http"])
            .spellings(&[("HttpsOrHttp", "https-or-http"), ("e-http", "enhanced-http")]);
        /// *Use PKI client certificate (client authentication) when available*.
        use_pki_client_certificate: bool = "use-pki-client-certificate", key().others(&[
            "UsePkiClientCertificate",
            "Use PKI client certificate (client authentication) when available",
        ]);
        /// *Clients check the certificate revocation list (CRL) for site systems*.
        check_site_system_crl: bool = "check-site-system-crl", key().others(&[
            "ClientCheckCertificateRevocationListForSiteSystem",
            "Clients check the certificate revocation list (CRL) for site systems",
        ]);
        /// Trusted root certification authorities of the site: paths of their certificates.
        certificate_trust_list: Vec<Field<Text>> = "certificate-trust-list", key().is_path();
    }
}

table! {
    /// A primary site below a central administration site.
    pub struct PrimarySite in "primary-site." {
        /// Three letters or digits.
        code: Text = "code", key().others(&["SiteCode"]).is_site_code().required();
        /// Whether clients of the site roam on the internet.
        internet_clients: bool = "internet-clients";
    }
}

table! {
    /// The Azure side of all gateways.
    pub struct Azure in "azure." {
        /// The Azure cloud.
        environment: Word = "environment", key()
            .cmdlet("EnvironmentSetting")
            .wmi("AzureEnvironmentId")
            .others(&["AzureEnvironmentOption"])
            .words(super::gateway::ENVIRONMENTS)
            .default(Literal::Text("AzurePublicCloud"))
            .change(Change::Redeploy);
        /// The Microsoft Entra tenant, required from 2309.
        tenant_id: Text = "tenant-id", key()
            .cmdlet("TenantId")
            .since(2309)
            .change(Change::Redeploy);
        /// The subscription that pays.
        subscription_id: Text = "subscription-id", key()
            .cmdlet("SubscriptionId")
            .wmi("SubscriptionID")
            .change(Change::Redeploy);
        /// How the subscription was bought.
        subscription_offer: Word = "subscription-offer", key()
            .words(&["standard", "csp"])
            .default(Literal::Text("standard"));
        /// Resource providers that the subscription has registered.
        resource_providers: Vec<Field<Text>> = "resource-providers", key()
            .others(&["Register-AzResourceProvider"])
            .known(crate::facts::azure::PROVIDERS);
        /// Roles of the person who deploys.
        operator_roles: Vec<Field<Text>> = "operator-roles", key().known(&[
            "subscription-owner",
            "global-administrator",
            "privileged-role-administrator",
            "cloud-application-administrator",
        ]);
        /// Whether Microsoft Entra users are discovered.
        user_discovery: bool = "user-discovery", key()
            .others(&["EnableUserDiscovery", "Enable Microsoft Entra user Discovery"]);
        /// Whether the tenant allows authentication with Microsoft Entra ID.
        entra_authentication: bool = "entra-authentication", key().default(Literal::Boolean(true));
        /// The app that stands for the site in Microsoft Entra.
        server_app: ServerApp = "server-app";
        /// The app that stands for the clients in Microsoft Entra.
        client_app: ClientApp = "client-app";
    }
}

table! {
    /// The server app registered in Microsoft Entra.
    pub struct ServerApp in "azure.server-app." {
        /// Its display name.
        name: Text = "name", key().others(&["AppName"]);
        /// Its client id.
        client_id: Text = "client-id", key()
            .cmdlet("ServerAppClientId")
            .wmi("AADApplicationId")
            .others(&["ServerApplicationClientId", "ClientId"])
            .change(Change::Redeploy);
        /// Its application id URI.
        app_id_uri: Text = "app-id-uri", key().others(&["AppIdUri", "App ID URI"]);
        /// The day on which it was registered.
        created: Date = "created";
        /// The last day of its secret.
        secret_expires: Date = "secret-expires", key()
            .others(&["SecretKeyExpiry", "Secret Key Expiry"]);
        /// Where Microsoft Entra may send tokens.
        redirect_uris: Vec<Field<Text>> = "redirect-uris", key().known(&["http://localhost"]);
    }
}

table! {
    /// The client app registered in Microsoft Entra.
    pub struct ClientApp in "azure.client-app." {
        /// Its display name.
        name: Text = "name", key().others(&["AppName"]);
        /// Its client id.
        client_id: Text = "client-id", key().others(&["ClientId"]);
        /// Where Microsoft Entra may send tokens.
        redirect_uri: Text = "redirect-uri";
    }
}
