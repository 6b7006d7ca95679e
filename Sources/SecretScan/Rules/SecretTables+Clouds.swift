// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Where things run: accounts of cloud and hosting providers.
    static let clouds: [SecretRule] = [
        .token(
            "aws-access-key-id", "AWS access key id", ["AKIA", "ASIA", "ABIA", "ACCA"], "[A-Z2-7]{16}", .awsAccessKey,
            opens: "an AWS account together with its secret key"),
        .named(
            "aws-secret-access-key", "AWS secret access key",
            ["aws_secret", "aws-secret", "aws.secret", "secretaccesskey", "secret_access_key", "secret-access-key"],
            "[A-Za-z0-9/+]{40}", .awsSecretKey, severity: .critical, opens: "an AWS account together with its key id"),
        .token(
            "aws-session-token", "AWS session token", ["IQoJb3JpZ2lu", "FwoGZXIvYXdz", "FQoGZXIvYXdz"],
            "[A-Za-z0-9/+]{150,1800}={0,2}", .shape, opens: "an AWS role until it expires"),
        .token(
            "aws-bedrock-api-key", "Amazon Bedrock API key", ["ABSKQmVkcm9ja0FQSUtleS"], "[A-Za-z0-9+/]{80,240}={0,2}",
            opens: "Bedrock models on the owner's bill"),
        .token(
            "aws-mws-key", "Amazon MWS auth token", ["amzn.mws."], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "a seller's marketplace account"),
        .token("aws-appsync-key", "AWS AppSync API key", ["da2-"], "[a-z0-9]{26}", opens: "a GraphQL API"),
        .token(
            "gcp-api-key", "Google API key", ["AIza"], #"[\w\-]{35}"#, severity: .medium, publishable: true,
            opens: "the Google APIs it is not restricted from"),
        .token(
            "gcp-oauth-client-secret", "Google OAuth client secret", ["GOCSPX-"], #"[\w\-]{28}"#,
            opens: "sign-ins in the name of the application"),
        .token(
            "gcp-oauth-access-token", "Google OAuth access token", ["ya29."], #"[\w\-]{30,1000}"#,
            opens: "a Google account until it expires"),
        .token(
            "gcp-oauth-refresh-token", "Google OAuth refresh token", ["1//0"], #"[\w\-]{60,120}"#,
            opens: "a Google account until it is revoked"),
        .token(
            "gcp-hmac-key-id", "Google Cloud Storage HMAC key id", ["GOOG1E"], "[A-Z0-9]{55}", severity: .high,
            opens: "storage buckets together with its secret"),
        .token(
            "azure-storage-key", "Azure storage account key", ["AccountKey="], "<[A-Za-z0-9+/]{86}==>", .base64(64),
            edges: false, opens: "all data of a storage account"),
        .token(
            "azure-storage-account-key", "Azure storage account key", ["AStT"], "[A-Za-z0-9+/]{76}@[A-Za-z0-9+/]{6}==",
            .base64(64), edges: false, opens: "all data of a storage account"),
        .token(
            "azure-cosmos-key", "Azure Cosmos DB key", ["ACDb"], "[A-Za-z0-9+/]{76}@[A-Za-z0-9+/]{6}==", .base64(64),
            edges: false, opens: "all data of a Cosmos DB account"),
        .token(
            "azure-shared-access-key", "Azure shared access key", ["SharedAccessKey="], "<[A-Za-z0-9+/]{43}=>",
            .base64(32), edges: false, opens: "a service bus, event hub or IoT hub"),
        .token(
            "azure-service-bus-key", "Azure Service Bus key", ["+ASb"], "[A-Za-z0-9+/]{33}@[A-P][A-Za-z0-9+/]{5}=",
            .base64(32), edges: false, opens: "a service bus"),
        .token(
            "azure-event-hub-key", "Azure Event Hubs key", ["+AEh"], "[A-Za-z0-9+/]{33}@[A-P][A-Za-z0-9+/]{5}=",
            .base64(32), edges: false, opens: "an event hub"),
        .token(
            "azure-iot-hub-key", "Azure IoT Hub key", ["AIoT"], "[A-Za-z0-9+/]{33}@[A-P][A-Za-z0-9+/]{5}=", .base64(32),
            edges: false, opens: "the devices of an IoT hub"),
        .token(
            "azure-relay-key", "Azure Relay key", ["+ARm"], "[A-Za-z0-9+/]{33}@[A-P][A-Za-z0-9+/]{5}=", .base64(32),
            edges: false, opens: "a relay"),
        .token(
            "azure-redis-key", "Azure Cache for Redis key", ["AzCa"], "[A-Za-z0-9]{33}@[A-P][A-Za-z0-9]{5}=",
            .base64(32), edges: false, opens: "a cache"),
        .token(
            "azure-function-key", "Azure Functions key", ["AzFu"], #"[\w\-]{44}@[\w\-]{6}=="#, .base64(40),
            edges: false, opens: "a function app"),
        .token(
            "azure-search-key", "Azure AI Search key", ["AzSe"], "[A-Za-z0-9]{42}@[A-D][A-Za-z0-9]{5}",
            opens: "a search index"),
        .token(
            "azure-container-registry-key", "Azure Container Registry password", ["+ACR"],
            "[A-Za-z0-9+/]{42}@[A-D][A-Za-z0-9+/]{5}", edges: false, opens: "a container registry"),
        .token(
            "azure-ai-key", "Azure AI services key", ["JQQJ99"], "[A-Za-z0-9]{52}@[A-Za-z0-9]{26}",
            opens: "the models of an Azure AI resource"),
        .token(
            "azure-client-secret", "Entra ID client secret", ["7Q~", "8Q~", "9Q~"], #"[\w~.\-]{3}@[\w~.\-]{31,34}"#,
            opens: "an application of an Entra tenant"),
        .token(
            "azure-sas-token", "Azure shared access signature", ["&sig=", "&amp;sig="],
            #"s[a-z]{1,2}=[\w%:.\-]{1,48}@<[A-Za-z0-9%/+]{42,66}(%3D|=|%3d)>"#, .shape, edges: false,
            opens: "the storage it was signed for, until it expires"),
        .token(
            "azure-devops-pat", "Azure DevOps personal access token", ["AZDO"], "[A-Za-z0-9]{76}@[A-Za-z0-9]{4}",
            opens: "repositories and pipelines of its owner"),
        .named(
            "azure-devops-pat-legacy", "Azure DevOps personal access token (older form)",
            ["azure_devops", "azuredevops", "vsts", "system_accesstoken"], "[a-z2-7]{52}",
            opens: "repositories and pipelines of its owner"),
        .token(
            "digitalocean-pat", "DigitalOcean personal access token", ["dop_v1_"], #"[0-9a-f]{64}"#,
            opens: "a DigitalOcean account"),
        .token(
            "digitalocean-oauth-token", "DigitalOcean OAuth token", ["doo_v1_"], "[0-9a-f]{64}",
            opens: "a DigitalOcean account"),
        .token(
            "digitalocean-refresh-token", "DigitalOcean refresh token", ["dor_v1_"], "[0-9a-f]{64}",
            opens: "a DigitalOcean account"),
        .token(
            "alibaba-access-key-id", "Alibaba Cloud access key id", ["LTAI"], "[A-Za-z0-9]{20}", severity: .high,
            opens: "an Alibaba Cloud account together with its secret"),
        .named(
            "alibaba-access-key-secret", "Alibaba Cloud access key secret", ["alibaba", "aliyun", "alicloud"],
            "[A-Za-z0-9]{30}", opens: "an Alibaba Cloud account"),
        .token(
            "tencent-secret-id", "Tencent Cloud secret id", ["AKID"], "[A-Za-z0-9]{32}", severity: .high,
            opens: "a Tencent Cloud account together with its key"),
        .named(
            "tencent-secret-key", "Tencent Cloud secret key", ["tencent", "qcloud"], "[A-Za-z0-9]{32}",
            opens: "a Tencent Cloud account"),
        .named(
            "ibm-cloud-api-key", "IBM Cloud API key", ["ibmcloud", "ibm_cloud", "ibm-cloud", "bluemix", "iam_api"],
            #"[\w\-]{44}"#, opens: "an IBM Cloud account"),
        .named(
            "cloudflare-api-token", "Cloudflare API token", ["cloudflare", "cf_api", "cf-api"], #"[\w\-]{40}"#,
            opens: "zones of a Cloudflare account"),
        .named(
            "cloudflare-global-api-key", "Cloudflare global API key", ["cloudflare", "cf_api", "cf_key"],
            "[0-9a-f]{37}", opens: "a whole Cloudflare account"),
        .token(
            "cloudflare-origin-ca-key", "Cloudflare origin CA key", ["v1.0-"], "[0-9a-f]{24}-[0-9a-f]{146}",
            opens: "certificates of its zones"),
        .token("heroku-api-token", "Heroku API token", ["HRKU-"], #"[\w\-]{36,62}"#, opens: "a Heroku account"),
        .named(
            "heroku-api-key", "Heroku API key", ["heroku"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "a Heroku account"),
        .token("fly-access-token", "Fly.io access token", ["fo1_"], #"[\w\-]{43}"#, opens: "a Fly.io account"),
        .token(
            "fly-macaroon", "Fly.io macaroon", ["fm1r_", "fm2_"], "[A-Za-z0-9+/]{100,2000}={0,2}", opens: "Fly.io apps"),
        .named(
            "vercel-token", "Vercel access token", ["vercel", "now_token"], "[A-Za-z0-9]{24}", opens: "a Vercel account"
        ),
        .token(
            "vercel-blob-token", "Vercel Blob read-write token", ["vercel_blob_rw_"], "[A-Za-z0-9_]{40,80}",
            opens: "a blob store"),
        .token("netlify-pat", "Netlify personal access token", ["nfp_"], "[A-Za-z0-9]{36}", opens: "a Netlify account"),
        .named(
            "netlify-token", "Netlify access token (older form)", ["netlify"], #"[\w\-]{43,46}"#,
            opens: "a Netlify account"),
        .token("render-api-key", "Render API key", ["rnd_"], "[A-Za-z0-9]{28,36}", opens: "a Render account"),
        .named(
            "railway-token", "Railway token", ["railway"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "a Railway project"),
        .token(
            "scaleway-access-key", "Scaleway access key id", ["SCW"], "[A-Z0-9]{17}", severity: .high,
            opens: "a Scaleway project together with its secret"),
        .named(
            "scaleway-secret-key", "Scaleway secret key", ["scaleway", "scw_"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "a Scaleway project"),
        .named("linode-token", "Linode personal access token", ["linode"], "[0-9a-f]{64}", opens: "a Linode account"),
        .named(
            "hetzner-token", "Hetzner Cloud token", ["hetzner", "hcloud"], "[A-Za-z0-9]{64}",
            opens: "a Hetzner Cloud project"),
        .named("vultr-api-key", "Vultr API key", ["vultr"], "[A-Z0-9]{36}", opens: "a Vultr account"),
        .named(
            "ovh-key", "OVH application secret or consumer key", ["ovh_", "ovh-", "ovhcloud"], "[A-Za-z0-9]{32}",
            opens: "an OVH account"),
        .token(
            "yandex-api-key", "Yandex Cloud API key", ["AQVN"], #"[\w\-]{35,38}"#,
            opens: "a Yandex Cloud service account"),
        .token(
            "yandex-access-secret", "Yandex Cloud static access secret", ["YCM", "YCN", "YCO", "YCP"], #"[\w\-]{37}"#,
            severity: .high, opens: "object storage"),
        .token(
            "flyctl-auth", "Fly.io authorization", ["FlyV1 "], #"fm[12]r?_<[A-Za-z0-9+/=,_]{80,2000}>"#,
            opens: "Fly.io apps"),
        .token(
            "planetscale-token", "PlanetScale service token", ["pscale_tkn_"], #"[\w.\-=]{32,64}"#,
            opens: "a PlanetScale organisation"),
        .token(
            "planetscale-password", "PlanetScale password", ["pscale_pw_"], #"[\w.\-=]{32,64}"#, opens: "a database"),
        .token(
            "planetscale-oauth-token", "PlanetScale OAuth token", ["pscale_oauth_"], #"[\w.\-=]{32,64}"#,
            opens: "a PlanetScale account"),
        .token("supabase-pat", "Supabase personal access token", ["sbp_"], "[0-9a-f]{40}", opens: "a Supabase account"),
        .token(
            "supabase-secret-key", "Supabase secret key", ["sb_secret_"], #"[\w\-]{31,40}"#,
            opens: "a project's data past all row policies"),
        .token(
            "databricks-token", "Databricks access token", ["dapi"], "[0-9a-f]{32}(-[0-9])?",
            opens: "a Databricks workspace"),
        .token(
            "mongodb-atlas-secret", "MongoDB Atlas service account secret", ["mdb_sa_sk_"], #"[\w\-]{40}"#,
            opens: "an Atlas organisation"),
        .token(
            "tailscale-key", "Tailscale key", ["tskey-"],
            #"(auth|api|client|scim|webhook)-[A-Za-z0-9]{6,32}-[A-Za-z0-9]{16,64}"#, opens: "a tailnet"),
        .named(
            "ngrok-token", "ngrok token", ["ngrok"], #"[0-9A-Za-z]{20,30}_[0-9A-Za-z]{20,24}"#,
            opens: "tunnels of an ngrok account"),
        .named(
            "digitalocean-spaces-secret", "DigitalOcean Spaces secret",
            ["spaces_secret", "spaces-secret", "spaces_key", "do_spaces"], "[A-Za-z0-9/+]{43}", opens: "object storage"),
        .named(
            "backblaze-application-key", "Backblaze application key", ["backblaze", "b2_app", "b2_key", "b2-key"],
            "K00[0-9A-Za-z/+]{28}", opens: "storage buckets"),
        .named("fastly-api-token", "Fastly API token", ["fastly"], #"[\w\-]{32}"#, opens: "a Fastly service"),
        .named(
            "akamai-secret", "Akamai EdgeGrid secret", ["akamai", "edgegrid"], "[A-Za-z0-9+/]{43}=",
            opens: "an Akamai account"),
    ]
}
