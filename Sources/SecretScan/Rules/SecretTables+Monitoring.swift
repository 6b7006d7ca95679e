// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Logs, metrics, flags and analytics.
    static let monitoring: [SecretRule] = [
        .token(
            "sentry-org-token", "Sentry organisation token", ["sntrys_eyJ"], #"[A-Za-z0-9+/=]{60,400}_[\w\-+/]{43}"#,
            opens: "an organisation's releases and errors"),
        .token(
            "sentry-user-token", "Sentry user token", ["sntryu_"], "[0-9a-f]{64}", opens: "errors its owner can see"),
        .named(
            "sentry-token-legacy", "Sentry token (older form)", ["sentry"], "[0-9a-f]{64}",
            opens: "errors its owner can see"),
        .token(
            "sentry-dsn", "Sentry DSN", [".ingest.sentry.io/", ".ingest.us.sentry.io/", ".ingest.de.sentry.io/"],
            #"https://<[0-9a-f]{32}>(:[0-9a-f]{32})?\@o\d{1,12}@\d{1,20}"#, .random, severity: .info, edges: false,
            publishable: true, opens: "sending of errors only"),
        .named(
            "datadog-api-key", "Datadog API key", ["datadog", "dd_api", "dd-api"], "[0-9a-f]{32}",
            opens: "sending of metrics and logs"),
        .named(
            "datadog-app-key", "Datadog application key", ["datadog", "dd_app", "dd-app"], "[0-9a-f]{40}",
            opens: "an organisation's dashboards and logs"),
        .token("newrelic-user-key", "New Relic user key", ["NRAK-"], "[A-Z0-9]{27}", opens: "an account's data"),
        .token(
            "newrelic-license-key", "New Relic license key", ["NRAL"], "![0-9A-Za-z][0-9a-f]{36}@", severity: .high,
            opens: "sending of data"),
        .token(
            "newrelic-browser-key", "New Relic browser key", ["NRJS-"], "[0-9a-f]{19}", severity: .info,
            publishable: true, opens: "sending of data from browsers"),
        .token(
            "newrelic-insert-key", "New Relic insert key", ["NRII-"], #"[\w\-]{32}"#, severity: .high,
            opens: "sending of data"),
        .token("newrelic-admin-key", "New Relic admin key", ["NRAA-"], "[0-9a-f]{27}", opens: "an account's users"),
        .token(
            "grafana-service-account-token", "Grafana service account token", ["glsa_"], "[A-Za-z0-9]{32}_[0-9a-f]{8}",
            opens: "a Grafana organisation"),
        .token(
            "grafana-cloud-token", "Grafana Cloud token", ["glc_eyJ"], "[A-Za-z0-9+/]{60,400}={0,2}",
            opens: "a Grafana Cloud stack"),
        .token(
            "grafana-api-key", "Grafana API key", ["eyJrIjoi"], "[A-Za-z0-9+/]{50,400}={0,2}", .base64(40),
            opens: "a Grafana organisation"),
        .token(
            "honeycomb-key", "Honeycomb key", ["hcaik_", "hcbik_", "hcxik_", "hcamk_"], "[A-Za-z0-9]{52,64}",
            opens: "an environment's traces"),
        .named(
            "honeycomb-key-legacy", "Honeycomb key (older form)", ["honeycomb"], "[0-9a-f]{32}",
            opens: "an environment's traces"),
        .token(
            "dynatrace-token", "Dynatrace token", ["dt0c01.", "dt0s01.", "dt0s16."], #"[A-Z0-9]{24}\.[A-Z0-9]{64}"#,
            opens: "an environment's data"),
        .named(
            "splunk-hec-token", "Splunk HEC token", ["splunk", "hec_token"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "sending of events"),
        .named("sumologic-key", "Sumo Logic access key", ["sumologic", "sumo_"], "[A-Za-z0-9]{64}", opens: "logs"),
        .named(
            "loggly-token", "Loggly token", ["loggly"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#, severity: .medium,
            opens: "sending of logs"),
        .named(
            "logzio-token", "Logz.io token", ["logzio", "logz.io"], "[A-Za-z]{32}", .shape, severity: .medium,
            opens: "sending of logs"),
        .named("papertrail-token", "Papertrail token", ["papertrail"], "[A-Za-z0-9]{20}", opens: "logs"),
        .named(
            "rollbar-token", "Rollbar token", ["rollbar"], "[0-9a-f]{32}([0-9a-f]{96})?", severity: .medium,
            opens: "errors of a project"),
        .named(
            "bugsnag-key", "Bugsnag key", ["bugsnag"], "[0-9a-f]{32}", severity: .medium, opens: "sending of errors"),
        .named(
            "pagerduty-key", "PagerDuty key", ["pagerduty", "pager_duty"],
            #"([a-z0-9]{1}\+[\w+\-]{18}|[0-9a-f]{32}|[\w+\-]{20})"#, opens: "incidents and who is called"),
        .named(
            "opsgenie-key", "Opsgenie key", ["opsgenie"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "incidents and who is called"),
        .token(
            "launchdarkly-sdk-key", "LaunchDarkly SDK key", ["sdk-"], #"\h{8}-\h{4}-4\h{3}-\h{4}-\h{12}"#,
            severity: .high, opens: "feature flags of an environment"),
        .named(
            "launchdarkly-api-token", "LaunchDarkly API token", ["launchdarkly", "launch_darkly"],
            #"api-\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#, severity: .critical, opens: "feature flags of an account"),
        .named(
            "segment-key", "Segment write key", ["segment"], "[A-Za-z0-9]{32}", severity: .medium,
            opens: "sending of events"),
        .named(
            "mixpanel-secret", "Mixpanel secret", ["mixpanel"], "[0-9a-f]{32}", severity: .medium,
            opens: "events of a project"),
        .named(
            "amplitude-key", "Amplitude secret", ["amplitude"], "[0-9a-f]{32}", severity: .medium,
            opens: "events of a project"),
        .token(
            "posthog-personal-key", "PostHog personal API key", ["phx_"], "[A-Za-z0-9]{43,48}",
            opens: "a project's data"),
        .token(
            "posthog-project-key", "PostHog project key", ["phc_"], "[A-Za-z0-9]{43}", severity: .info,
            publishable: true, opens: "sending of events only"),
        .named(
            "statsig-secret", "Statsig secret key", ["statsig"], "secret-[A-Za-z0-9]{40,48}", opens: "feature gates"),
        .named("algolia-admin-key", "Algolia key", ["algolia"], "[0-9a-f]{32}", opens: "search indexes"),
        .named(
            "elastic-api-key", "Elasticsearch API key", ["elastic", "es_api"],
            "([A-Za-z0-9+/]{56,60}={1,2}|essu_[A-Za-z0-9+/]{40,120}={0,2})", opens: "indexes of a cluster"),
        .token(
            "axiom-token", "Axiom token", ["xaat-", "xapt-"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#, opens: "datasets"),
        .named(
            "betterstack-token", "Better Stack token", ["logtail", "betterstack", "better_stack"], "[A-Za-z0-9]{24}",
            severity: .medium, opens: "logs"),
        .named(
            "instana-key", "Instana agent key", ["instana"], #"[\w\-]{22}"#, severity: .medium, opens: "sending of data"
        ),
        .named(
            "appdynamics-key", "AppDynamics access key", ["appdynamics", "appdynamics_agent_account_access"],
            "[a-z0-9]{12,40}", severity: .medium, opens: "sending of data"),
        .token(
            "mapbox-secret-token", "Mapbox secret token", ["sk.eyJ"], #"[\w\-]{50,120}\.[\w\-]{22}"#,
            opens: "a Mapbox account"),
        .token(
            "mapbox-public-token", "Mapbox public token", ["pk.eyJ"], #"[\w\-]{50,120}\.[\w\-]{22}"#, severity: .info,
            publishable: true, opens: "maps on the owner's bill"),
        .named(
            "google-maps-signing-secret", "Google Maps signing secret", ["url_signing", "maps_signing"],
            #"[\w\-]{27}="#, opens: "maps on the owner's bill"),
    ]
}
