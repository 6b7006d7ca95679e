// SPDX-License-Identifier: Apache-2.0
internal import Findings

extension SecretTables {
    /// Databases, brokers and directories, mostly as URLs with a password in them.
    static let databases: [SecretRule] = [
        url(
            "postgres-url", "PostgreSQL URL with password",
            [
                "postgres://", "postgresql://", "postgis://", "+psycopg2://", "+psycopg://", "+asyncpg://",
                "cockroachdb://",
            ], opens: "a database"),
        url(
            "mysql-url", "MySQL URL with password",
            ["mysql://", "mysql2://", "mariadb://", "+pymysql://", "+mysqldb://", "+mysqlconnector://"],
            opens: "a database"),
        url("mongodb-url", "MongoDB URL with password", ["mongodb://", "mongodb+srv://"], opens: "a database"),
        url(
            "redis-url", "Redis URL with password", ["redis://", "rediss://", "valkey://"], emptyUser: true,
            opens: "a cache or queue"),
        url("amqp-url", "AMQP URL with password", ["amqp://", "amqps://", "pyamqp://"], opens: "a message broker"),
        url(
            "mssql-url", "SQL Server URL with password", ["sqlserver://", "mssql://", "+pyodbc://"], opens: "a database"
        ),
        url(
            "clickhouse-url", "ClickHouse URL with password", ["clickhouse://", "clickhouses://"], opens: "a database"),
        url("neo4j-url", "Neo4j URL with password", ["neo4j://", "neo4j+s://", "bolt://"], opens: "a graph database"),
        url(
            "oracle-url", "Oracle URL with password", ["oracle://", "+cx_oracle://", "+oracledb://"],
            opens: "a database"),
        url(
            "snowflake-url", "Snowflake URL with password",
            ["snowflake://", "redshift://", "bigquery://", "trino://", "presto://"], opens: "a warehouse"),
        url("nats-url", "NATS URL with password", ["nats://"], opens: "a message broker"),
        url("mqtt-url", "MQTT URL with password", ["mqtt://", "mqtts://"], opens: "a message broker"),
        url("ldap-url", "LDAP URL with password", ["ldap://", "ldaps://"], opens: "a directory"),
        url("smtp-url", "SMTP URL with password", ["smtp://", "smtps://", "imap://", "imaps://"], opens: "a mailbox"),
        url("ftp-url", "FTP URL with password", ["ftp://", "ftps://", "sftp://"], opens: "a file server"),
        url(
            "couchdb-url", "CouchDB or Elasticsearch URL with password",
            ["couchdb://", "elasticsearch://", "opensearch://", "influxdb://"], opens: "a database"),
        url("ssh-url", "SSH or rsync URL with password", ["ssh://", "rsync://", "svn://"], opens: "a server"),
        url("proxy-url", "Proxy URL with password", ["socks5://", "socks5h://", "socks4://"], opens: "a proxy"),
        url("http-url", "Web URL with password", ["https://", "http://"], opens: "a web service"),
        .token(
            "odbc-connection-string", "Connection string with password",
            [";Password=", ";Pwd=", "; Password=", ";password=", ";PWD="],
            #"(Server|Data Source|Host|Uid|User ID|User Id|User|DATABASE|Database|Initial Catalog|Username|server|host|port|Port)=[^="';\n]{1,128}(;[A-Za-z ]{1,32}=[^="';\n]{0,128}){0,6}@<[^;"'\s&<>]{4,128}>"#,
            .password, severity: .high, edges: false, opens: "a database"),
        .token(
            "jdbc-url", "JDBC URL with password", ["jdbc:"],
            #"[a-z0-9:]{2,24}//[^\s"'<>&?;]{1,200}[?;][^\s"'<>]{0,200}(password|Password|pwd)=<[^\s"'&;<>]{4,128}>"#,
            .password, severity: .high, opens: "a database"),
        .token(
            "kafka-jaas-password", "Kafka login with password", ["LoginModule required"],
            #"[^;{}]{0,200}password=\\?["']<[^"'\\\n]{4,200}>\\?["']"#, .password, severity: .high, edges: false,
            opens: "a message broker"),
        .named(
            "influxdb-token", "InfluxDB token", ["influx"], #"[\w\-]{86}=="#, severity: .critical,
            opens: "buckets of an organisation"),
        .named(
            "redis-requirepass", "Redis password", ["requirepass"], #"[^"'\s#]{8,128}"#, .password,
            anyName: true, opens: "a cache or queue"),
        .token(
            "redis-conf-password", "Redis password in its configuration", ["\nrequirepass ", "\nmasterauth "],
            #""?<[^"'\s#]{4,256}>"#, .password, severity: .high, edges: false, opens: "a cache or queue"),
        .token(
            "sql-password", "Password in SQL",
            ["IDENTIFIED BY '", "identified by '", "WITH PASSWORD '", "with password '", "ENCRYPTED PASSWORD '"],
            #"<[^'\n\\]{4,128}>'"#, .password, severity: .medium, edges: false, opens: "a database user"),
        .token(
            "ldap-bind-password", "LDAP bind password",
            ["\nbindpw ", "\nrootbindpw ", "\nldap_default_authtok = "],
            #"["']?\b{0,4}[=:]?\b{0,4}["']?<[^"'\s<>,;]{4,128}>"#, .password, severity: .high, edges: false,
            opens: "a directory"),
        .named(
            "elastic-password", "Elasticsearch password",
            ["elastic_password", "elasticsearch_password", "elasticsearch.password"], #"[^"'\s]{8,128}"#, .password,
            opens: "indexes of a cluster"),
        .named(
            "minio-secret", "MinIO secret", ["minio_root_password", "minio_secret", "minio_access"], #"[^"'\s]{8,128}"#,
            .password, opens: "object storage"),
        .named(
            "spring-datasource-password", "Spring datasource password", ["datasource.password", "datasource_password"],
            #"[^"'\s]{4,128}"#, .password, opens: "a database"),
        .named(
            "rabbitmq-password", "RabbitMQ password", ["rabbitmq_default_pass", "rabbitmq_password", "rabbitmq_pass"],
            #"[^"'\s]{6,128}"#, .password, opens: "a message broker"),
        .named(
            "database-password", "Database password",
            [
                "postgres_password", "pgpassword", "mysql_password", "mysql_root_password", "mariadb_password",
                "mariadb_root_password", "mongo_initdb_root_password", "mssql_sa_password", "sa_password",
                "db_password", "db_pass", "database_password", "redis_password",
            ], #"[^"'\s,;<>(){}]{6,128}"#, .password, opens: "a database"),
    ]

    /// `scheme://user:password@host`; the value is the password.
    private static func url(
        _ id: String, _ title: String, _ anchors: [String], emptyUser: Bool = false, opens: String
    ) -> SecretRule {
        SecretRule(
            id: id, title: title, severity: .high, description: "Opens " + opens + ".", anchors: anchors,
            isCaseless: false,
            pattern: #"[^\s:\@/"'<>\\`|(){}\[\]?#,;&]{"# + (emptyUser ? "0" : "1")
                + #",64}:<[^\s\@/"'<>\\`|(){}\[\]?#,]{3,128}>\@[\w\[\-.$%]"#,
            check: .urlPassword, rank: .named, isPublishable: false, hasEdges: false, needsSecretName: false)
    }
}
