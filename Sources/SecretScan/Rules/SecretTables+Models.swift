// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Providers of models, and what is built around them.
    static let models: [SecretRule] = [
        .token(
            "openai-api-key", "OpenAI API key", ["T3BlbkFJ"],
            #"sk-((proj|svcacct|admin|None|service)-)?[\w\-]{20,80}@[\w\-]{20,80}"#, opens: "models on the owner's bill"
        ),
        .token(
            "anthropic-api-key", "Anthropic API key", ["sk-ant-api"], #"\d{2}-[\w\-]{80,110}"#,
            opens: "models on the owner's bill"),
        .token(
            "anthropic-admin-key", "Anthropic admin key", ["sk-ant-admin"], #"\d{2}-[\w\-]{80,110}"#,
            opens: "an organisation's keys and members"),
        .token(
            "anthropic-oauth-token", "Anthropic OAuth token", ["sk-ant-oat", "sk-ant-ort", "sk-ant-sid"],
            #"\d{2}-[\w\-]{60,120}"#, opens: "an account's session"),
        .token(
            "huggingface-token", "Hugging Face token", ["hf_"], "[A-Za-z]{34}", .shape,
            opens: "models and data sets of its owner"),
        .token(
            "huggingface-org-token", "Hugging Face organisation token", ["api_org_"], "[A-Za-z]{34}", .shape,
            opens: "models and data sets of an organisation"),
        .token("groq-api-key", "Groq API key", ["gsk_"], "[A-Za-z0-9]{52}", opens: "models on the owner's bill"),
        .token(
            "perplexity-api-key", "Perplexity API key", ["pplx-"], "[A-Za-z0-9]{48}",
            opens: "models on the owner's bill"),
        .token("replicate-token", "Replicate token", ["r8_"], "[A-Za-z0-9]{37}", opens: "models on the owner's bill"),
        .token("xai-api-key", "xAI API key", ["xai-"], "[A-Za-z0-9]{80}", opens: "models on the owner's bill"),
        .token(
            "openrouter-key", "OpenRouter API key", ["sk-or-v1-"], "[0-9a-f]{64}", opens: "models on the owner's bill"),
        .token("nvidia-api-key", "NVIDIA API key", ["nvapi-"], #"[\w\-]{60,70}"#, opens: "models on the owner's bill"),
        .token(
            "langsmith-key", "LangSmith key", ["lsv2_pt_", "lsv2_sk_"], "[0-9a-f]{32}_[0-9a-f]{10}",
            opens: "traces, prompts included"),
        .token(
            "langfuse-secret-key", "Langfuse secret key", ["sk-lf-"], #"\h{8}-\h{4}-\h{4}-\h{4}-\h{12}"#,
            opens: "traces, prompts included"),
        .token(
            "pinecone-api-key", "Pinecone API key", ["pcsk_"], "[A-Za-z0-9]{5,8}_[A-Za-z0-9]{60,70}",
            opens: "vector indexes"),
        .token("together-api-key", "Together AI key", ["tgp_v1_"], #"[\w\-]{43}"#, opens: "models on the owner's bill"),
        .token(
            "fireworks-api-key", "Fireworks AI key", ["fw_"], "[A-Za-z0-9]{24}", severity: .high,
            opens: "models on the owner's bill"),
        .token("cerebras-api-key", "Cerebras API key", ["csk-"], "[a-z0-9]{48}", opens: "models on the owner's bill"),
        .token(
            "tavily-api-key", "Tavily API key", ["tvly-"], #"(dev-|prod-)?[A-Za-z0-9]{32}"#,
            opens: "searches on the owner's bill"),
        .token(
            "jina-api-key", "Jina AI key", ["jina_"], #"[0-9a-f]{32}[\w\-]{28}"#, opens: "models on the owner's bill"),
        .token("friendli-token", "Friendli token", ["flp_"], "[A-Za-z0-9]{40,60}", opens: "models on the owner's bill"),
        .token(
            "endor-labs-key", "Endor Labs key", ["endr+"], #"[\w\-]{16}"#, severity: .high,
            opens: "an organisation's scans"),
        .named(
            "cohere-api-key", "Cohere API key", ["cohere", "co_api_key"], "[A-Za-z0-9]{40}",
            opens: "models on the owner's bill"),
        .named(
            "mistral-api-key", "Mistral API key", ["mistral"], "[A-Za-z0-9]{32}", opens: "models on the owner's bill"),
        .named(
            "deepseek-api-key", "DeepSeek API key", ["deepseek"], "sk-[0-9a-f]{32}", severity: .critical,
            opens: "models on the owner's bill"),
        .named(
            "elevenlabs-api-key", "ElevenLabs API key", ["elevenlabs", "eleven_api", "xi-api-key"],
            "(sk_[0-9a-f]{48}|[0-9a-f]{32})", opens: "voices on the owner's bill"),
        .named(
            "stability-api-key", "Stability AI key", ["stability"], "sk-[A-Za-z0-9]{48}",
            opens: "models on the owner's bill"),
        .named(
            "wandb-api-key", "Weights & Biases key", ["wandb", "weights_and_biases"], "[0-9a-f]{40}",
            opens: "experiments of its owner"),
        .named(
            "assemblyai-key", "AssemblyAI key", ["assemblyai", "assembly_ai"], "[0-9a-f]{32}",
            opens: "transcriptions on the owner's bill"),
        .named(
            "deepgram-key", "Deepgram key", ["deepgram"], "[0-9a-f]{40}", opens: "transcriptions on the owner's bill"),
        .named(
            "voyage-api-key", "Voyage AI key", ["voyage"], #"pa-[\w\-]{43}"#, severity: .critical,
            opens: "models on the owner's bill"),
        .named("clarifai-key", "Clarifai key", ["clarifai"], "[0-9a-f]{32}", opens: "models on the owner's bill"),
        .named("roboflow-key", "Roboflow key", ["roboflow"], "[A-Za-z0-9]{20}", opens: "data sets of its owner"),
        .named(
            "openai-key-compatible", "API key for an OpenAI-compatible service",
            ["openai_api_key", "llm_api_key", "moonshot", "dashscope"], #"sk-[\w\-]{32,64}"#, severity: .high,
            opens: "models on the owner's bill"),
        .named(
            "unsplash-key", "Unsplash key", ["unsplash"], #"[\w\-]{43}"#, severity: .medium,
            opens: "queries on the owner's account"),
        .named(
            "openweather-key", "OpenWeather key", ["openweather", "owm_"], "[0-9a-f]{32}", severity: .low,
            opens: "queries on the owner's account"),
        .named("rapidapi-key", "RapidAPI key", ["rapidapi"], "[A-Za-z0-9]{50}", opens: "APIs on the owner's bill"),
    ]
}
