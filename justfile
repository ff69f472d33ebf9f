# Recipes for those who work on mea. What has to pass before a change lands is in `.ci/run`, which
# needs no `just`; the recipes here call it.

target := env("CARGO_TARGET_DIR", "target")

# the recipes
[private]
default:
    @just --list --unsorted

# everything that has to pass before a change lands
[group("checks")]
ci:
    .ci/run

# the formatting
[group("checks")]
fmt:
    .ci/run fmt

# clippy, in all feature sets
[group("checks")]
clippy:
    .ci/run clippy

# the documentation, without broken links
[group("checks")]
docs:
    .ci/run docs

# the chapters as a book, in target/book, without broken links; installs mdbook
[group("checks")]
book:
    .ci/run book

# all tests and the examples of the documentation
[group("checks")]
test:
    .ci/run test

# the loom tests
[group("checks")]
loom:
    .ci/run loom

# every set of features
[group("checks")]
features:
    .ci/run features

# the least version of Rust; from rustup or Debian
[group("checks")]
msrv:
    .ci/run msrv

# a program without std
[group("checks")]
no-std:
    .ci/run no_std

# what would be published: its files, its size, and that it builds
[group("checks")]
package:
    .ci/run package

# the same program, linked for machines without an operating system, and run as WebAssembly
[group("checks")]
bare-metal:
    .ci/run bare_metal

# the rules about the source
[group("checks")]
tidy:
    cargo test --test it tidy

# the unit and black-box tests as a program of 32 bits; installs gcc-multilib
[group("deeper checks")]
i686:
    .ci/run i686

# the unit and black-box tests, and the soak for a while, under ThreadSanitizer; needs nightly
[group("deeper checks")]
tsan seconds="60":
    SECONDS_OF_SOAK={{ seconds }} .ci/run tsan

# the protocol of the permits under every fair schedule, by the model in spin/; installs spin
[group("deeper checks")]
spin:
    .ci/run spin

# that uncontended paths, and waits, neither allocate nor block, by RealtimeSanitizer; needs nightly
[group("deeper checks")]
rtsan:
    .ci/run rtsan

# the loom tests under AddressSanitizer: use after free on the very interleaving; needs nightly
[group("deeper checks")]
loom-asan:
    .ci/run loom_asan

# the unit and black-box tests under AddressSanitizer, with leak detection; needs nightly
[group("deeper checks")]
asan:
    .ci/run asan

# the scenarios of torture under the random schedules of shuttle; how many executions of each, twice
[group("checks")]
shuttle executions="5000":
    EXECUTIONS={{ executions }} .ci/run shuttle

# the scenarios of torture at once on tokio, smol and threads, and whether the heap grows
[group("deeper checks")]
soak seconds="600":
    SECONDS_OF_SOAK={{ seconds }} .ci/run soak

# sequences of operations that are chosen by what they reach, a while for each target; needs nightly
[group("deeper checks")]
fuzz seconds="60":
    SECONDS_OF_FUZZ={{ seconds }} .ci/run fuzz

# breaks the code in one place at a time: does a test notice? Of some files, or of what differs from main
[group("deeper checks")]
mutants *files:
    FILES="{{ files }}" .ci/run mutants

# weakens one memory ordering at a time: does a loom test notice? Of some files, or of all of mea-core
[group("deeper checks")]
orderings *files:
    FILES="{{ files }}" .ci/run orderings

# which regions and branches of mea-core and mea-macros the tests reach; needs nightly, installs cargo-llvm-cov
[group("deeper checks")]
coverage:
    .ci/run coverage

# licences, sources and duplicates of the dependencies; installs cargo-deny
[group("deeper checks")]
deny:
    .ci/run deny

# everything beside its peers, in one run; writes the JSON and the charts. `just bench --help`
[group("measurements")]
bench *args:
    cargo run --release -p mea-benches -- {{ args }}

# the same with link-time optimisation; writes a JSON of its own, and no charts
[group("measurements")]
bench-lto *args:
    cargo run --profile release-lto -p mea-benches -- {{ args }}

# instructions and locked instructions of the uncontended paths; needs valgrind and objdump
[group("measurements")]
counts *args:
    cargo run --release -p mea-benches --no-default-features --bin counts {{ args }}

# the example kv_server beside redis and beside itself on tokio::sync; needs redis-server and redis-tools
[group("measurements")]
kv-bench *args:
    cargo build --release -p mea --example kv_server
    cargo build --release -p mea-benches --no-default-features --features kv --bin kv_tokio
    benches/kv-bench {{ target }}/release {{ args }}

# format everything
[group("writing")]
fix:
    cargo fmt --all
    cargo fmt --manifest-path no-std-check/Cargo.toml
    cargo fmt --manifest-path fuzz/Cargo.toml
    cargo fmt --manifest-path real-time-check/Cargo.toml

# record the instructions of the uncontended paths; read the difference before committing it
[group("writing")]
bless-counts:
    just counts bless

# write down the compile errors of the ui tests; read the difference before committing it
[group("writing")]
bless-ui:
    TRYBUILD=overwrite cargo test -p mea-ui-tests
    UPDATE_QUOTES=1 cargo test -p mea --test it pages_quote

# write down what the macros expand to; read the difference before committing it
[group("writing")]
bless-snapshots:
    UPDATE_SNAPSHOTS=1 cargo test -p mea-macros
