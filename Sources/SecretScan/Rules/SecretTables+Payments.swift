// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Money and goods.
    static let payments: [SecretRule] = [
        .token(
            "stripe-secret-key", "Stripe secret key", ["sk_live_"], "[A-Za-z0-9]{16,247}",
            opens: "payments and customers of a Stripe account"),
        .token(
            "stripe-restricted-key", "Stripe restricted key", ["rk_live_"], "[A-Za-z0-9]{16,247}",
            opens: "parts of a Stripe account"),
        .token(
            "stripe-test-key", "Stripe test key", ["sk_test_", "rk_test_"], "[A-Za-z0-9]{16,247}", severity: .medium,
            opens: "the test side of a Stripe account"),
        .token(
            "stripe-publishable-key", "Stripe publishable key", ["pk_live_"], "[A-Za-z0-9]{16,247}", severity: .info,
            publishable: true, opens: "nothing that a browser may not do"),
        .token(
            "stripe-webhook-secret", "Stripe webhook secret", ["whsec_"], "[A-Za-z0-9+/]{32,64}",
            opens: "forged payment events"),
        .token("square-access-token", "Square access token", ["sq0atp-"], #"[\w\-]{22}"#, opens: "a Square account"),
        .token(
            "square-oauth-secret", "Square OAuth secret", ["sq0csp-"], #"[\w\-]{43}"#,
            opens: "accounts that trust an application"),
        .token(
            "square-production-token", "Square production token", ["EAAA"], #"[\w\-]{60}"#, opens: "a Square account"),
        .token(
            "braintree-access-token", "PayPal Braintree access token", ["access_token$production$"],
            #"[0-9a-z]{16}\$[0-9a-f]{32}"#, opens: "a merchant's payments"),
        .token(
            "braintree-sandbox-token", "PayPal Braintree sandbox token", ["access_token$sandbox$"],
            #"[0-9a-z]{16}\$[0-9a-f]{32}"#, severity: .medium, opens: "a sandbox"),
        .named("paypal-secret", "PayPal client secret", ["paypal"], #"E[\w\-]{79}"#, opens: "a merchant's payments"),
        .token("shopify-access-token", "Shopify access token", ["shpat_"], #"[0-9a-fA-F]{32}"#, opens: "a shop's data"),
        .token(
            "shopify-custom-app-token", "Shopify custom app token", ["shpca_"], "[0-9a-fA-F]{32}",
            opens: "a shop's data"),
        .token(
            "shopify-private-app-token", "Shopify private app token", ["shppa_"], "[0-9a-fA-F]{32}",
            opens: "a shop's data"),
        .token(
            "shopify-shared-secret", "Shopify shared secret", ["shpss_"], "[0-9a-fA-F]{32}",
            opens: "forged webhooks and sign-ins"),
        .token(
            "plaid-access-token", "Plaid access token", ["access-production-", "access-development-"],
            #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#, opens: "a bank account's data"),
        .named("plaid-secret", "Plaid secret", ["plaid"], "[0-9a-f]{30}", opens: "bank data of an application's users"),
        .token(
            "adyen-api-key", "Adyen API key", ["AQE"],
            "[A-Za-z0-9+/]{60,200}={0,2}-[A-Za-z0-9+/]{30,60}={0,2}-[!-~]{16,24}", .shape,
            opens: "a merchant's payments"),
        .token(
            "razorpay-key", "Razorpay live key id", ["rzp_live_"], "[A-Za-z0-9]{14}", severity: .high,
            opens: "payments together with its secret"),
        .token(
            "flutterwave-secret-key", "Flutterwave secret key", ["FLWSECK-"], "[0-9a-f]{12,64}-X", opens: "payments"),
        .token(
            "flutterwave-test-key", "Flutterwave test key", ["FLWSECK_TEST-"], "[0-9a-f]{12,64}-X", severity: .medium,
            opens: "the test side of an account"),
        .named("mollie-key", "Mollie live key", ["mollie"], "live_[A-Za-z0-9]{30}", opens: "payments"),
        .named("gocardless-token", "GoCardless token", ["gocardless"], #"live_[\w\-=]{40}"#, opens: "direct debits"),
        .token(
            "paddle-api-key", "Paddle API key", ["pdl_live_apikey_"], "[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}",
            opens: "a seller's account"),
        .token("easypost-key", "EasyPost key", ["EZAK"], "[A-Za-z0-9]{54}", opens: "shipments on the owner's bill"),
        .token(
            "easypost-test-key", "EasyPost test key", ["EZTK"], "[A-Za-z0-9]{54}", severity: .medium,
            opens: "test shipments"),
        .token(
            "shippo-token", "Shippo token", ["shippo_live_"], "[0-9a-f]{40}", opens: "shipments on the owner's bill"),
        .token(
            "duffel-token", "Duffel token", ["duffel_live_"], #"[\w\-=]{43}"#, opens: "bookings on the owner's bill"),
        .token("frameio-token", "Frame.io token", ["fio-u-"], #"[\w\-=]{64}"#, opens: "media of its owner"),
        .named("coinbase-secret", "Coinbase secret", ["coinbase"], #"[A-Za-z0-9_\-]{64}"#, opens: "wallets"),
        .named("binance-secret", "Binance secret key", ["binance"], "[A-Za-z0-9]{64}", opens: "trades of its owner"),
        .named(
            "kraken-private-key", "Kraken private key", ["kraken"], "[A-Za-z0-9+/]{86}==", opens: "trades of its owner"),
        .named(
            "infura-secret", "Infura project secret", ["infura"], "[0-9a-f]{32}", opens: "nodes on the owner's bill"),
        .named(
            "alchemy-key", "Alchemy API key", ["alchemy"], #"[\w\-]{32}"#, severity: .medium,
            opens: "nodes on the owner's bill"),
        .named(
            "etherscan-key", "Etherscan API key", ["etherscan"], "[A-Z0-9]{34}", severity: .medium,
            opens: "queries on the owner's account"),
        .named(
            "ethereum-private-key", "Ethereum private key",
            ["eth_private", "ethereum_private", "wallet_private", "deployer_private", "eth-private"], #"(0x)?\h{64}"#,
            opens: "a wallet"),
    ]
}
