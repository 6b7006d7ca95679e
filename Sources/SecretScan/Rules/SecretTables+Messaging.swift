// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Chat, mail, telephone and people's accounts.
    static let messaging: [SecretRule] = [
        .token(
            "slack-bot-token", "Slack bot token", ["xoxb-"], #"\d{9,14}-(\d{9,14}-)?[A-Za-z0-9]{20,34}"#,
            opens: "a workspace's messages as its bot"),
        .token(
            "slack-user-token", "Slack user token", ["xoxp-"], #"(\d{9,14}-){2,3}[A-Za-z0-9\-]{24,64}"#,
            opens: "messages of its user"),
        .token(
            "slack-app-token", "Slack app token", ["xapp-"], #"\d-[A-Z0-9]{9,14}-\d{9,14}-[a-z0-9]{40,80}"#,
            opens: "events of an app"),
        .token(
            "slack-legacy-token", "Slack legacy token", ["xoxa-", "xoxr-", "xoxs-", "xoxo-"],
            #"(\d-)?[A-Za-z0-9\-]{16,80}"#, opens: "a workspace"),
        .token(
            "slack-config-token", "Slack configuration token", ["xoxe.xox", "xoxe-"],
            #"([bp]-)?\d-[A-Za-z0-9]{100,200}"#, opens: "configuration of apps"),
        .token(
            "slack-session-cookie", "Slack session cookie", ["xoxd-"], "[A-Za-z0-9%+/]{100,300}={0,2}",
            opens: "a signed-in session"),
        .token(
            "slack-session-token", "Slack session token", ["xoxc-"], #"(\d{9,14}-){3}[0-9a-f]{64}"#,
            opens: "a signed-in session"),
        .token(
            "slack-webhook", "Slack webhook", ["hooks.slack.com/services/"],
            "<T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{23,25}>", severity: .high, edges: false,
            opens: "messages into a channel"),
        .token(
            "slack-workflow-webhook", "Slack workflow webhook", ["hooks.slack.com/workflows/"],
            #"<T[A-Z0-9]{8,12}/A[A-Z0-9]{8,12}/\d{17,19}/[A-Za-z0-9]{23,25}>"#, severity: .high, edges: false,
            opens: "a workflow"),
        .token(
            "discord-webhook", "Discord webhook", ["discord.com/api/webhooks/", "discordapp.com/api/webhooks/"],
            #"<\d{17,20}/[\w\-]{60,72}>"#, severity: .high, edges: false, opens: "messages into a channel"),
        .named(
            "discord-bot-token", "Discord bot token", ["discord", "bot_token"],
            #"[MNO][A-Za-z0-9]{23,25}\.[\w\-]{6}\.[\w\-]{27,38}"#, severity: .critical, opens: "servers as the bot"),
        .named(
            "discord-client-secret", "Discord client secret", ["discord"], #"[\w\-]{32}"#,
            opens: "sign-ins in the name of the application"),
        .token(
            "telegram-bot-token", "Telegram bot token", [":AAE", ":AAF", ":AAG", ":AAH"],
            #"![\d]\d{8,10}@[\w\-]{31,32}"#, opens: "chats as the bot"),
        .token(
            "teams-webhook", "Microsoft Teams webhook", [".webhook.office.com/webhookb2/"],
            #"<\h{8}-\h{4}-\h{4}-\h{4}-\h{12}\@\h{8}-\h{4}-\h{4}-\h{4}-\h{12}/IncomingWebhook/[0-9a-f]{32}/\h{8}-\h{4}-\h{4}-\h{4}-\h{12}>"#,
            .shape, severity: .high, edges: false, opens: "messages into a channel"),
        .token(
            "dingtalk-webhook", "DingTalk webhook", ["oapi.dingtalk.com/robot/send?access_token="], "<[0-9a-f]{64}>",
            severity: .high, edges: false, opens: "messages into a group"),
        .token(
            "wecom-webhook", "WeCom webhook", ["qyapi.weixin.qq.com/cgi-bin/webhook/send?key="],
            #"<\h{8}-\h{4}-\h{4}-\h{4}-\h{12}>"#, severity: .high, edges: false, opens: "messages into a group"),
        .token(
            "lark-webhook", "Lark webhook",
            ["open.feishu.cn/open-apis/bot/v2/hook/", "open.larksuite.com/open-apis/bot/v2/hook/"],
            #"<\h{8}-\h{4}-\h{4}-\h{4}-\h{12}>"#, severity: .high, edges: false, opens: "messages into a group"),
        .token(
            "google-chat-webhook", "Google Chat webhook", ["chat.googleapis.com/v1/spaces/"],
            #"[\w\-]{6,20}/messages\?key=[\w\-]{20,60}&token=<[\w\-%]{30,80}>"#, severity: .high, edges: false,
            opens: "messages into a space"),
        .token(
            "twilio-api-key", "Twilio API key", (0..<16).map { "SK" + String($0, radix: 16) }, "[0-9a-f]{31}",
            severity: .high,
            opens: "calls and messages together with its secret"),
        .named(
            "twilio-auth-token", "Twilio auth token", ["twilio"], "[0-9a-f]{32}",
            opens: "calls and messages of an account"),
        .token(
            "sendgrid-api-key", "SendGrid API key", ["SG."], #"[\w\-]{22}\.[\w\-]{43}"#,
            opens: "mail in the name of its owner"),
        .token(
            "mailgun-api-key", "Mailgun API key", ["key-"], "[0-9a-f]{32}", severity: .high,
            opens: "mail in the name of its owner"),
        .named(
            "mailgun-signing-key", "Mailgun key", ["mailgun"], "[0-9a-f]{32}(-[0-9a-f]{8}-[0-9a-f]{8})?",
            opens: "mail in the name of its owner"),
        .named(
            "mailchimp-api-key", "Mailchimp API key", ["mailchimp", "mandrill"],
            #"([0-9a-f]{32}-us\d{1,2}|md-[\w\-]{22})"#, opens: "mailing lists"),
        .token(
            "brevo-api-key", "Brevo API key", ["xkeysib-"], "[0-9a-f]{64}-[A-Za-z0-9]{16}",
            opens: "mail in the name of its owner"),
        .token(
            "brevo-smtp-key", "Brevo SMTP key", ["xsmtpsib-"], "[0-9a-f]{64}-[A-Za-z0-9]{16}",
            opens: "mail in the name of its owner"),
        .named(
            "postmark-token", "Postmark server token", ["postmark"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "mail in the name of its owner"),
        .named("sparkpost-key", "SparkPost key", ["sparkpost"], "[0-9a-f]{40}", opens: "mail in the name of its owner"),
        .named(
            "resend-api-key", "Resend API key", ["resend"], "re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,28}", severity: .critical,
            anyName: true, opens: "mail in the name of its owner"),
        .named(
            "mailjet-secret", "Mailjet secret", ["mailjet", "mj_apikey"], "[0-9a-f]{32}",
            opens: "mail in the name of its owner"),
        .token(
            "hubspot-token", "HubSpot private app token", ["pat-na1-", "pat-eu1-", "pat-na2-", "pat-ap1-"],
            #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#, opens: "customers in a HubSpot account"),
        .named(
            "hubspot-api-key", "HubSpot API key", ["hubspot"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "customers in a HubSpot account"),
        .named(
            "intercom-token", "Intercom access token", ["intercom"], "(dG9r[A-Za-z0-9+/]{54,56}={0,2}|[a-z0-9=_]{60})",
            opens: "conversations with customers"),
        .named("zendesk-token", "Zendesk API token", ["zendesk"], "[A-Za-z0-9]{40}", opens: "tickets of customers"),
        .named(
            "freshdesk-key", "Freshdesk API key", ["freshdesk", "freshbooks"], "[A-Za-z0-9]{20,64}",
            opens: "tickets of customers"),
        .token(
            "twitter-bearer-token", "X (Twitter) bearer token", ["AAAAAAAAAAAAAAAAAAAAA"], "<[A-Za-z0-9%]{80,100}>",
            opens: "the API as an application"),
        .named(
            "twitter-api-secret", "X (Twitter) API secret", ["twitter"], "[A-Za-z0-9]{45,50}",
            opens: "the API as an application"),
        .token(
            "facebook-access-token", "Facebook access token", ["EAACEdEose0cBA", "EAAC", "EAAM"],
            "[A-Za-z0-9]{100,250}", opens: "pages or accounts of Facebook users"),
        .named(
            "facebook-app-secret", "Facebook app secret", ["facebook", "fb_app"], "[0-9a-f]{32}",
            opens: "sign-ins in the name of the application"),
        .named(
            "linkedin-client-secret", "LinkedIn client secret", ["linkedin", "linked_in"], "[A-Za-z0-9]{16}",
            opens: "sign-ins in the name of the application"),
        .named("twitch-token", "Twitch token", ["twitch"], "[a-z0-9]{30}", opens: "a channel"),
        .named(
            "spotify-secret", "Spotify client secret", ["spotify"], "[0-9a-f]{32}", opens: "the API as an application"),
        .token(
            "fcm-server-key", "Firebase Cloud Messaging server key", [":APA91b"], #"![\w]AAAA[\w\-]{7}@[\w\-]{134}"#,
            opens: "messages to all users of an app"),
        .named(
            "messagebird-key", "MessageBird key", ["messagebird", "message_bird"], "[A-Za-z0-9]{25}",
            opens: "messages on the owner's bill"),
        .named(
            "vonage-secret", "Vonage (Nexmo) secret", ["vonage", "nexmo"], "[A-Za-z0-9]{16}",
            opens: "messages on the owner's bill"),
        .named("plivo-token", "Plivo auth token", ["plivo"], "[A-Za-z0-9]{40}", opens: "calls on the owner's bill"),
        .named(
            "pushover-token", "Pushover token", ["pushover"], "[a-z0-9]{30}", severity: .medium, opens: "notifications"),
        .named(
            "onesignal-key", "OneSignal key", ["onesignal", "one_signal"],
            #"(os_v2_app_[a-z0-9]{90,110}|[A-Za-z0-9]{48})"#, opens: "notifications to all users of an app"),
        .token("expo-token", "Expo access token", ["expo_"], #"[\w\-]{40}"#, opens: "builds of its owner"),
        .named("zoom-secret", "Zoom client secret", ["zoom_"], "[A-Za-z0-9]{32}", opens: "meetings of an account"),
        .named("mattermost-token", "Mattermost token", ["mattermost"], "[a-z0-9]{26}", opens: "messages as its user"),
        .named(
            "line-token", "LINE channel token", ["line_channel", "line_access", "line_notify"],
            "[A-Za-z0-9+/=]{43,180}", opens: "messages as an account"),
        .named(
            "matrix-token", "Matrix access token", ["matrix"],
            #"(syt_[A-Za-z0-9+/=]{4,64}_[A-Za-z0-9]{20}_[A-Za-z0-9]{6}|mat_[A-Za-z0-9]{30}_[A-Za-z0-9]{6})"#,
            severity: .critical, opens: "messages as its user"),
        .token(
            "salesforce-access-token", "Salesforce access token", ["!AQ"], #"![\w]00D[A-Za-z0-9]{12,15}@[\w.]{80,110}"#,
            opens: "an organisation's customers"),
        .named(
            "salesforce-secret", "Salesforce consumer secret", ["salesforce", "sfdc"], "[0-9A-F]{64}",
            opens: "sign-ins in the name of the application"),
        .token("typeform-token", "Typeform token", ["tfp_"], #"[\w\-.=]{59}"#, opens: "answers to forms"),
        .named(
            "yelp-key", "Yelp API key", ["yelp"], #"[\w\-]{128}"#, severity: .medium,
            opens: "queries on the owner's account"),
        .named(
            "dropbox-token", "Dropbox access token", ["dropbox", "dbx_"],
            #"(sl\.[\w\-=]{130,1500}|[A-Za-z0-9]{11}AAAAAAAAAA[\w\-]{43})"#, severity: .critical,
            opens: "files of its owner"),
        .named(
            "box-secret", "Box client secret", ["box_client", "boxapp", "box_secret"], "[A-Za-z0-9]{32}",
            opens: "files an application may reach"),
    ]
}
