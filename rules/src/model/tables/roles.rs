//! Site system roles, clients, and what shall work for them.

use super::{Field, Literal, Text, Word, key};
use crate::{facts::features, model::Variables, table};

table! {
    /// A site system role that connects a gateway with the site.
    pub struct ConnectionPoint in "connection-point." {
        /// The site system server.
        server: Text = "server", key().others(&["SiteSystemServerName"]).required();
        /// The site of the server.
        site: Text = "site", key().others(&["SiteCode"]).is_site_code().required();
        /// The handle of the gateway.
        gateway: Text = "gateway", key().cmdlet("CloudManagementGatewayName").required();
        /// Path of the public client authentication certificate of the server.
        client_certificate: Text = "client-certificate", key().is_path();
        /// Size of the range of dynamic TCP ports of the server.
        dynamic_ports: i64 = "dynamic-ports", key().default(Literal::Integer(16384));
    }
}

table! {
    /// A management point.
    pub struct ManagementPoint in "management-point." {
        /// The site system server.
        server: Text = "server", key().others(&["SiteSystemServerName"]).required();
        /// The site of the server.
        site: Text = "site", key().others(&["SiteCode"]).is_site_code();
        /// *Allow Configuration Manager cloud management gateway traffic*.
        cmg_traffic: bool = "cmg-traffic", key()
            .cmdlet("EnableCloudGateway")
            .others(&["Allow Configuration Manager cloud management gateway traffic"]);
        /// How clients talk to it; HTTP counts as secure under enhanced HTTP.
        protocol: Word = "protocol", key().words(&["https", "http"]);
        /// Which clients it serves.
        connections: Word = "connections", key()
            .words(&["internet", "intranet", "internet-and-intranet"])
            .default(Literal::Text("internet-and-intranet"));
        /// Whether the server itself reaches the internet.
        internet_access: bool = "internet-access";
    }
}

table! {
    /// A software update point.
    pub struct SoftwareUpdatePoint in "software-update-point." {
        /// The site system server.
        server: Text = "server", key().others(&["SiteSystemServerName"]).required();
        /// The site of the server.
        site: Text = "site", key().others(&["SiteCode"]).is_site_code();
        /// *Allow Configuration Manager cloud management gateway traffic*.
        cmg_traffic: bool = "cmg-traffic", key()
            .cmdlet("EnableCloudGateway")
            .others(&["Allow Configuration Manager cloud management gateway traffic"]);
        /// Whether it stands behind a network load balancer.
        network_load_balanced: bool = "network-load-balanced";
    }
}

table! {
    /// Any other site system role.
    pub struct SiteSystemRole in "site-system-role." {
        /// Its name.
        role: Text = "role", key().required().known(&[
            "distribution point",
            "fallback status point",
            "state migration point",
            "endpoint protection point",
            "reporting services point",
            "cloud distribution point",
            "application catalog",
        ]);
        /// The site system server.
        server: Text = "server", key().others(&["SiteSystemServerName"]);
        /// Whether traffic of a gateway is meant to reach it.
        cmg_traffic: bool = "cmg-traffic", key().cmdlet("EnableCloudGateway");
    }
}

table! {
    /// A boundary group.
    pub struct BoundaryGroup in "boundary-group." {
        /// Its name.
        name: Text = "name", key().required();
        /// Handles of the gateways that it contains.
        gateways: Vec<Field<Text>> = "gateways";
        /// *Prefer cloud based sources over on-premises sources*.
        prefer_cloud_sources: bool = "prefer-cloud-sources", key().others(&[
            "PreferCloudBasedSources",
            "Prefer cloud based sources over on-premises sources",
        ]);
    }
}

table! {
    /// The clients, and the settings that they get.
    pub struct Clients in "clients." {
        /// How clients prove who they are.
        authentication: Vec<Field<Word>> = "authentication", key()
            .words(&["entra-id", "pki", "token"])
            .spellings(&[
                ("Microsoft Entra ID", "entra-id"),
                ("entra", "entra-id"),
                ("Azure AD", "entra-id"),
                ("aad", "entra-id"),
                ("PKI certificate", "pki"),
                ("Site token", "token"),
            ]);
        /// Operating systems of the clients, as in `"Windows 11"`.
        operating_systems: Vec<Field<Text>> = "operating-systems", key().known(&[
            "Windows 11",
            "Windows 10",
            "Windows Server 2025",
            "Windows Server 2022",
            "Windows Server 2019",
            "Windows Server 2016",
        ]);
        /// Versions of the internet protocol that clients have addresses of.
        ip_versions: Vec<Field<Word>> = "ip-versions", key().words(&["ipv4", "ipv6"]);
        /// Whether clients are hybrid joined to Microsoft Entra.
        hybrid_joined: bool = "hybrid-joined";
        /// Whether the certificate revocation list is reachable from the internet.
        crl_published: bool = "crl-published";
        /// Whether clients are installed over the internet.
        internet_install: bool = "internet-install";
        /// Minutes that a bulk registration token lives.
        bulk_token_minutes: i64 = "bulk-token-minutes", key().default(Literal::Integer(4320));
        /// *Enable clients to use a cloud management gateway*.
        use_cmg: bool = "use-cmg", key()
            .cmdlet("AllowCloudManagementGateway")
            .others(&["Enable clients to use a cloud management gateway"]);
        /// *Allow access to cloud distribution point*.
        use_cloud_distribution_point: bool = "use-cloud-distribution-point", key()
            .cmdlet("AllowCloudDistributionPoint")
            .others(&["Allow access to cloud distribution point"]);
        /// *Enable user policy requests from Internet clients*.
        user_policy_from_internet: bool = "user-policy-from-internet", key()
            .others(&["Enable user policy requests from Internet clients"]);
        /// *Download delta content when available*.
        download_delta_content: bool = "download-delta-content", key()
            .others(&["Download delta content when available"]);
    }
}

table! {
    /// What shall work over the gateways; task sequences have a table of their own.
    pub struct Features in "features." {
        /// Names of features.
        used: Vec<Field<Word>> = "use", key().words(features::WORDS);
        /// Whether a content delivery network is put in front of a gateway.
        content_delivery_network: bool = "content-delivery-network";
        /// Whether Microsoft updates are distributed to gateways.
        microsoft_updates_on_cmg: bool = "microsoft-updates-on-cmg";
        /// Whether third-party updates are published.
        third_party_updates: bool = "third-party-updates";
    }
}

table! {
    /// A task sequence that is deployed to clients on the internet.
    pub struct TaskSequence in "task-sequence." {
        /// Its name.
        name: Text = "name", key().required();
        /// What kind of sequence it is.
        scenario: Word = "scenario", key()
            .words(&["in-place-upgrade", "no-boot-image", "boot-image", "other"])
            .required();
        /// How it is started.
        start: Word = "start", key().words(&["software-center", "bootable-media", "pxe"]);
        /// *Download all content locally before starting task sequence*, or when it is needed.
        download: Word = "download", key().words(&["all-first", "when-needed"]);
        /// *Allow task sequence to run for client on the Internet*.
        allow_internet: bool = "allow-internet", key()
            .others(&["Allow task sequence to run for client on the Internet"]);
        /// Whether its content is distributed to a gateway that serves content.
        content_on_cmg: bool = "content-on-cmg";
        /// Media that it is started from.
        media: Media = "media";
        /// Variables that it sets.
        variables: Variables = "variables";
    }
}

table! {
    /// Media that a task sequence is started from.
    pub struct Media in "media." {
        /// Handle of the gateway that is picked on the page for the boot image.
        gateway: Text = "gateway";
        /// Whether it is site-based media.
        site_based: bool = "site-based";
        /// Whether it has a password.
        password_protected: bool = "password-protected";
        /// Whether the computer joins a workgroup.
        workgroup: bool = "workgroup";
        /// Whether the computer has a wired network.
        wired: bool = "wired";
    }
}
