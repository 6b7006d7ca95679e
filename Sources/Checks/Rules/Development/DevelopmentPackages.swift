// SPDX-License-Identifier: Apache-2.0
internal import PackageDatabases

/// Packages of programming languages that only development needs: what lock files and manifests mark; where an
/// ecosystem has no marks at all, what is known by its name, and what nothing but that leads to.
struct DevelopmentPackages {
    /// By package.
    private(set) var isDev: [Bool]
    /// Ecosystems in which names decided.
    private(set) var guessed: Set<Ecosystem> = []

    /// - Parameter isApplication: whether a package belongs to the application, not to an installed program.
    init(_ set: PackageSet, isApplication: (Package) -> Bool) {
        let all = set.packages
        var marked: Set<Ecosystem> = []
        for package in all where package.isDevOnly != nil { marked.insert(package.ecosystem) }
        isDev = [Bool](repeating: false, count: all.count)
        var named: [Int] = []
        var others: [Int] = []
        for (index, package) in all.enumerated() where !package.ecosystem.isSystem && package.providedBy == nil {
            if let dev = package.isDevOnly {
                isDev[index] = dev && isApplication(package)
            } else if !marked.contains(package.ecosystem) {
                // npm's «requested» means that the application depends on it; pip's that it was on a command line, as
                // development tools are too.
                let isAsked = package.requested == true && package.ecosystem != .python
                if !isAsked, isApplication(package), DevelopmentPackages.isKnown(package) {
                    named.append(index)
                } else {
                    others.append(index)
                }
            }
        }
        guard !named.isEmpty else { return }
        // What a known one brought along goes with it, unless it was asked for or something else needs it.
        let brought = set.graph.closure(of: named, includingRecommends: false)
        let roots = others.filter { !brought[$0] || all[$0].requested == true }
        let needed = set.graph.closure(of: roots, includingRecommends: true)
        for index in named + others where brought[index] && !needed[index] {
            isDev[index] = true
            guessed.insert(all[index].ecosystem)
        }
    }

    private static func isKnown(_ package: Package) -> Bool {
        if names[package.ecosystem]?.contains(package.name) == true { return true }
        return package.ecosystem == .python && prefixes.contains { package.name.hasPrefix($0) }
    }

    private static let names: [Ecosystem: Set<String>] = [
        .npm: [
            "typescript", "webpack", "webpack-cli", "jest", "mocha", "eslint", "prettier", "nodemon", "ts-node",
            "ts-node-dev", "vite", "rollup", "cypress", "playwright", "@playwright/test", "nyc", "husky", "lint-staged",
            "@babel/cli", "@babel/core", "parcel", "karma", "vitest", "supertest", "jasmine", "ava", "chai", "sinon",
            "c8", "tslint", "stylelint", "webpack-dev-server", "@typescript-eslint/parser",
            "@typescript-eslint/eslint-plugin", "storybook", "@storybook/cli", "browser-sync", "tsup",
            "@vue/cli-service", "@angular/cli",
        ],
        .python: [
            "pytest", "tox", "nox", "mypy", "flake8", "black", "ruff", "pylint", "coverage", "ipdb", "debugpy",
            "pre-commit", "isort", "bandit", "ipython", "pyright", "hypothesis", "sphinx", "Sphinx", "twine",
            "autopep8", "yapf", "pyflakes", "pycodestyle", "pydocstyle", "freezegun", "responses", "moto",
            "factory-boy", "factory_boy", "fakeredis", "vcrpy", "pdbpp", "pudb", "snakeviz",
            "line-profiler", "line_profiler", "memory-profiler", "memory_profiler", "mkdocs", "mkdocs-material",
            "django-debug-toolbar", "bump2version", "bumpversion", "safety",
            "cibuildwheel",
        ],
        .gem: [
            "rspec", "rspec-core", "rubocop", "byebug", "pry-byebug", "guard", "capybara", "simplecov", "web-console",
            "rspec-rails", "rubocop-rails", "rubocop-rspec", "rubocop-performance", "pry", "pry-rails", "letter_opener",
            "bullet", "brakeman", "factory_bot",
            "factory_bot_rails", "vcr", "webmock", "cucumber", "cucumber-rails", "webdrivers",
            "shoulda-matchers", "database_cleaner", "better_errors", "binding_of_caller", "annotate", "standard",
            "solargraph", "yard", "timecop",
        ],
        .composer: [
            "phpunit/phpunit", "phpstan/phpstan", "squizlabs/php_codesniffer", "friendsofphp/php-cs-fixer",
            "vimeo/psalm", "mockery/mockery", "fakerphp/faker", "pestphp/pest", "behat/behat",
            "codeception/codeception",
            "laravel/pint", "laravel/sail", "nunomaduro/collision", "rector/rector", "symfony/maker-bundle",
            "symfony/web-profiler-bundle", "symfony/debug-bundle", "symfony/phpunit-bridge", "phpmd/phpmd",
            "barryvdh/laravel-debugbar", "phpspec/phpspec", "infection/infection", "spatie/laravel-ignition",
        ],
    ]

    private static let prefixes = ["pytest-", "types-", "flake8-", "pylint-"]
}
