// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Where code lives and is built: forges, CI, project tools.
    static let forges: [SecretRule] = [
        .token(
            "github-pat", "GitHub personal access token (classic)", ["ghp_"], "[A-Za-z0-9]{36}",
            .checksumBase62(prefix: 4), edges: false, opens: "all repositories its owner can reach"),
        .token(
            "github-oauth-token", "GitHub OAuth token", ["gho_"], "[A-Za-z0-9]{36}", .checksumBase62(prefix: 4),
            edges: false, opens: "the repositories its owner granted"),
        .token(
            "github-user-token", "GitHub app user token", ["ghu_"], "[A-Za-z0-9]{36}", .checksumBase62(prefix: 4),
            edges: false, opens: "the repositories an app may reach for its user"),
        .token(
            "github-installation-token", "GitHub app installation token", ["ghs_"], "[A-Za-z0-9]{36}",
            .checksumBase62(prefix: 4), edges: false, opens: "the repositories an app is installed in, for an hour"),
        .token(
            "github-refresh-token", "GitHub app refresh token", ["ghr_"], "[A-Za-z0-9]{36,76}",
            .checksumBase62(prefix: 4), opens: "new tokens for an app's user"),
        .token(
            "github-fine-grained-pat", "GitHub fine-grained personal access token", ["github_pat_"],
            "[A-Za-z0-9]{22}_[A-Za-z0-9]{59}", opens: "the repositories it was made for"),
        .named(
            "github-token-legacy", "GitHub token (before 2021)", ["github", "gh_token"], "[0-9a-f]{40}",
            opens: "repositories of its owner"),
        .token(
            "gitlab-pat", "GitLab personal access token", ["glpat-"], #"[\w\-]{20,64}(\.[0-9a-z]{2}\.[0-9a-z]{9})?"#,
            opens: "the GitLab account of its owner"),
        .token(
            "gitlab-deploy-token", "GitLab deploy token", ["gldt-"], #"[\w\-]{20,64}"#,
            opens: "a project's repository and registry"),
        .token(
            "gitlab-runner-token", "GitLab runner authentication token", ["glrt-"],
            #"(t\d_)?[\w\-]{20,64}(\.[0-9a-z]{2}\.[0-9a-z]{9})?"#, opens: "jobs and their variables"),
        .token(
            "gitlab-runner-registration-token", "GitLab runner registration token", ["GR1348941"], #"[\w\-]{20}"#,
            opens: "registration of runners that see every job"),
        .token("gitlab-trigger-token", "GitLab pipeline trigger token", ["glptt-"], "[0-9a-f]{40}", opens: "pipelines"),
        .token(
            "gitlab-job-token", "GitLab CI job token", ["glcbt-"], #"[0-9a-zA-Z]{1,6}_[\w\-]{20}"#,
            opens: "a project while the job runs"),
        .token(
            "gitlab-agent-token", "GitLab agent token", ["glagent-"], #"[\w\-]{50,1024}"#, opens: "a cluster's agent"),
        .token(
            "gitlab-oauth-secret", "GitLab OAuth application secret", ["gloas-"], #"[\w\-]{64}"#,
            opens: "sign-ins in the name of the application"),
        .token(
            "gitlab-feed-token", "GitLab feed token", ["glft-"], #"[\w\-]{20,64}"#, severity: .high,
            opens: "its owner's feeds"),
        .token(
            "gitlab-incoming-mail-token", "GitLab incoming mail token", ["glimt-"], #"[\w\-]{25}"#,
            opens: "issues and merge requests by mail"),
        .token("gitlab-scim-token", "GitLab SCIM token", ["glsoat-"], #"[\w\-]{20,64}"#, opens: "a group's users"),
        .token(
            "gitlab-feature-flag-token", "GitLab feature flag client token", ["glffct-"], #"[\w\-]{20,64}"#,
            severity: .high, opens: "feature flags"),
        .token(
            "gitlab-session-cookie", "GitLab session cookie", ["_gitlab_session="], "<[0-9a-f]{32}>",
            opens: "a signed-in session"),
        .token(
            "bitbucket-app-password", "Bitbucket app password", ["ATBB"], "[A-Za-z0-9]{32}",
            opens: "the Bitbucket account of its owner"),
        .token(
            "bitbucket-access-token", "Bitbucket access token", ["ATCTT3xFfG"], #"[\w\-]{100,260}=?[0-9A-F]{0,8}"#,
            opens: "a repository, project or workspace"),
        .token(
            "atlassian-api-token", "Atlassian API token", ["ATATT3xFfG"], #"[\w\-]{100,260}=?[0-9A-F]{0,8}"#,
            opens: "Jira and Confluence as its owner"),
        .named(
            "bitbucket-client-secret", "Bitbucket OAuth client secret", ["bitbucket"], #"[A-Za-z0-9]{32,64}"#,
            opens: "repositories an application may reach"),
        .named(
            "gitea-token", "Gitea or Forgejo access token", ["gitea", "forgejo", "codeberg"], "[0-9a-f]{40}",
            opens: "repositories of its owner"),
        .named("gogs-token", "Gogs access token", ["gogs"], "[0-9a-f]{40}", opens: "repositories of its owner"),
        .token(
            "circleci-pat", "CircleCI personal access token", ["CCIPAT_"], "[A-Za-z0-9]{22}_[0-9a-f]{40}",
            opens: "projects and their variables"),
        .token(
            "circleci-project-token", "CircleCI project token", ["CCIPRJ_"], "[A-Za-z0-9]{22}_[0-9a-f]{40}",
            opens: "a project and its variables"),
        .named(
            "circleci-token-legacy", "CircleCI token (older form)", ["circleci", "circle_token"],
            "[0-9a-f]{40}", opens: "projects and their variables"),
        .token("buildkite-user-token", "Buildkite API token", ["bkua_"], "[0-9a-f]{40}", opens: "pipelines"),
        .token("buildkite-job-token", "Buildkite job token", ["bkaj_"], #"[\w\-.]{40,500}"#, opens: "a job"),
        .named(
            "buildkite-agent-token", "Buildkite agent token", ["buildkite_agent", "buildkite-agent", "buildkite"],
            "[0-9a-f]{50}", opens: "agents that run jobs"),
        .named("jenkins-api-token", "Jenkins API token", ["jenkins"], "11[0-9a-f]{32}", opens: "jobs as its owner"),
        .named("jenkins-token-legacy", "Jenkins token", ["jenkins"], "[0-9a-f]{32}", opens: "jobs as its owner"),
        .named("travis-token", "Travis CI token", ["travis"], "[A-Za-z0-9]{22}", opens: "builds and their variables"),
        .named(
            "drone-token", "Drone CI token", ["droneci", "drone_token", "drone_rpc"], "[A-Za-z0-9]{32}",
            opens: "builds and their secrets"),
        .token(
            "sonar-token", "SonarQube token", ["sqp_", "squ_", "sqa_"], "[0-9a-f]{40}", severity: .high,
            opens: "code analysis"),
        .token(
            "sourcegraph-token", "Sourcegraph access token", ["sgp_"], "([0-9a-f]{16}_|local_)?[0-9a-f]{40}",
            opens: "code search as its owner"),
        .named(
            "codecov-token", "Codecov token", ["codecov"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#, severity: .medium,
            opens: "coverage uploads"),
        .named(
            "snyk-token", "Snyk token", ["snyk"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "an organisation's projects"),
        .token(
            "harness-token", "Harness access token", ["pat.", "sat."], #"[\w\-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}"#,
            opens: "pipelines"),
        .token(
            "octopus-deploy-key", "Octopus Deploy API key", ["API-"], "[A-Z0-9]{26,36}", severity: .high,
            opens: "deployments"),
        .token("rancher-token", "Rancher API token", ["token-"], "[a-z0-9]{5}:[a-z0-9]{54}", opens: "clusters"),
        .token("linear-api-key", "Linear API key", ["lin_api_"], "[A-Za-z0-9]{40}", opens: "a workspace's issues"),
        .token(
            "linear-oauth-token", "Linear OAuth token", ["lin_oauth_"], "[A-Za-z0-9]{40,70}",
            opens: "a workspace's issues"),
        .token(
            "notion-token", "Notion integration token", ["ntn_"], "[A-Za-z0-9]{46}",
            opens: "shared pages of a workspace"),
        .token(
            "notion-token-legacy", "Notion integration token (older form)", ["secret_"], "[A-Za-z0-9]{43}",
            opens: "shared pages of a workspace"),
        .token(
            "figma-pat", "Figma personal access token", ["figd_", "figo_", "figu_"], #"[\w\-]{38,44}"#,
            opens: "design files"),
        .token(
            "postman-api-key", "Postman API key", ["PMAK-"], "[0-9a-f]{24}-[0-9a-f]{34}",
            opens: "workspaces and the secrets in them"),
        .token("readme-api-key", "ReadMe API key", ["rdme_"], "[a-z0-9]{70}", opens: "a documentation project"),
        .token("prefect-api-key", "Prefect API key", ["pnu_", "pnb_"], "[A-Za-z0-9]{36}", opens: "flows"),
        .named(
            "asana-pat", "Asana personal access token", ["asana"], #"[0-2]/\d{12,16}(/\d{12,16})?:[0-9a-f]{32}"#,
            .shape, opens: "tasks of its owner"),
        .named(
            "shortcut-token", "Shortcut API token", ["shortcut_api", "clubhouse"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "stories of a workspace"),
        .named(
            "jira-token-legacy", "Jira API token (older form)", ["jira_", "jira-", "confluence", "atlassian"],
            "[A-Za-z0-9]{24}", opens: "Jira and Confluence as its owner"),
        .named(
            "clickup-token", "ClickUp token", ["clickup"], #"pk_\d{6,9}_[A-Z0-9]{32}"#, severity: .critical,
            opens: "tasks of its owner"),
        .named(
            "airtable-pat", "Airtable personal access token", ["airtable"], #"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"#,
            .shape, severity: .critical, anyName: true, opens: "bases of its owner"),
        .named("airtable-api-key", "Airtable API key", ["airtable"], "key[A-Za-z0-9]{14}", opens: "bases of its owner"),
        .named("contentful-token", "Contentful token", ["contentful"], #"[\w\-]{43}"#, opens: "a space's content"),
        .token(
            "contentful-management-token", "Contentful management token", ["CFPAT-"], #"[\w\-]{43}"#,
            opens: "spaces of its owner"),
        .named(
            "trello-key", "Trello key or token", ["trello"], "[0-9a-f]{32}([0-9a-f]{32})?", opens: "boards of its owner"
        ),
        .named(
            "wakatime-key", "WakaTime key", ["wakatime"], #"waka_\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#, severity: .medium,
            opens: "coding statistics"),
    ]
}
