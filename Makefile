# SPDX-License-Identifier: Apache-2.0
# Everything a person or a CI does with this repository. `make demo` and `make test` need only Swift.

SWIFT ?= swift
# The arrows between rooms are checked by the build itself.
CHECKED = --explicit-target-dependency-import-check error
# The Swift runtime is linked in. Nobody looks symbols up in a program: none are exported, and what nothing calls stays out.
RELEASE := -c release --static-swift-stdlib -Xlinker --no-export-dynamic
# The places to relocate as bits instead of 24 bytes each, where the C library knows that (glibc 2.36 and later).
ifneq ($(shell grep -al GLIBC_ABI_DT_RELR "$$(gcc -print-file-name=libc.so.6)"),)
RELEASE += -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs
endif
DEMO ?= TestImages/bad.docker-archive.tar

.PHONY: demo test hostile damage fuzz test-html check-formats page man completions build release lint format deps clean

## Build for release and check a badly built image.
demo: release
	@echo
	@.build/release/dunnage check $(DEMO) || true
	@echo
	@echo "That was: .build/release/dunnage check $(DEMO)   (exit code 1: the gate is broken)"

## Run all tests.
test: deps
	$(SWIFT) build --build-tests $(CHECKED)
	$(SWIFT) test --skip-build --parallel

## Archives that mean harm, in full size, against the release build: some minutes.
hostile: release
	$(SWIFT) build --build-tests $(CHECKED)
	DUNNAGE_HOSTILE=full DUNNAGE_BINARY=$(CURDIR)/.build/release/dunnage $(SWIFT) test --skip-build --no-parallel \
		--filter HostileTests

## Every archive of TestImages cut at 200 places and with 500 flips, through both doors, in a release build.
damage: deps
	DUNNAGE_DAMAGE=whole $(SWIFT) test -c release -Xswiftc -enable-testing --filter DamageTests

## libFuzzer over the readers: SECONDS for each of four targets.
SECONDS ?= 60
fuzz: deps
	scripts/fuzz.sh $(SECONDS)

## Debug build.
build: deps
	$(SWIFT) build $(CHECKED)

## Release build.
release: deps
	$(SWIFT) build $(RELEASE) --product dunnage

## What `swift format` would change is an error.
lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

## Drive the HTML report in Chromium (Debian: chromium-driver), and take its pictures.
test-html: release
	scripts/test-html.py .build/release/dunnage --measure

## Every format over every archive of TestImages/, through validators that share no code with Dunnage.
check-formats: release
	scripts/check-formats.py .build/release/dunnage

## Put the HTML report's style and script (Sources/ReportPage/) into the program's sources.
page:
	scripts/embed-page.py

## Manual pages (.build/man) and completion scripts (.build/completions), made from the commands' own declarations.
man: build
	$(SWIFT) build --product generate-manual
	@mkdir -p .build/man
	.build/debug/generate-manual .build/debug/dunnage --multi-page --output-directory .build/man
	@# The generator runs examples together and leaves lines empty, which mdoc does not want.
	@sed -i -e 's/^\(dunnage\|docker save\) .*/.Dl &/' -e 's/^$$/.Pp/' .build/man/*.1

completions: release
	@mkdir -p .build/completions
	for shell in bash zsh fish; do .build/release/dunnage --generate-completion-script $$shell > .build/completions/dunnage.$$shell; done

## Install the C libraries that are missing.
deps:
	@scripts/install-dependencies.sh

clean:
	rm -rf .build
