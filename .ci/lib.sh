# What the steps of `run` have in common: what they need is installed, tests are counted, and what cannot be
# done is said. It is sourced; `TARGET` is the target directory, `CURRENT` the step.

host() {
    rustc -vV | sed -n 's/^host: //p'
}

need_nextest() {
    need_program cargo-nextest "" cargo install --locked cargo-nextest
}

need_mdbook() {
    need_program mdbook 0.5 cargo install --locked mdbook@0.5.4 --no-default-features --features search
}

# need_program NAME VERSION COMMAND...: installs it by the command, unless such a version is there.
need_program() {
    local version
    version="$("$1" --version 2>/dev/null)" && [[ $version == *[\ v]"$2"* ]] && return
    echo "installing $1"
    env -u CARGO_TARGET_DIR -u RUSTFLAGS "${@:3}"
}

# Installs what is missing, as `program:package`; fails if it cannot.
need_tools() {
    local tool missing=()
    for tool in "$@"; do
        command -v "${tool%:*}" >/dev/null || missing+=("${tool#*:}")
    done
    [[ ${#missing[@]} -eq 0 ]] || apt_install "${missing[@]}"
}

apt_install() {
    local sudo=()
    command -v apt-get >/dev/null || return 1
    if [[ $(id -u) -ne 0 ]]; then
        sudo -n true 2>/dev/null || return 1
        sudo=(sudo -n)
    fi
    echo "installing $*"
    "${sudo[@]}" apt-get update -qq &&
        "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@"
}

# Whether the C compiler makes programs of 32 bits; on x86-64 that is another package.
need_multilib() {
    local program='int main(void) { return 0; }'
    cc -m32 -x c -o /dev/null - <<<"$program" 2>/dev/null || apt_install gcc-multilib
}

# The tools of LLVM in the version of nightly Rust: those that rustup has installed, or those of Debian.
need_llvm() {
    local version tools
    version="$(rustc +nightly -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')"
    tools="$(rustc +nightly --print sysroot)/lib/rustlib/$(host)/bin"
    if [[ ! -x "$tools/llvm-cov" ]]; then
        need_tools "llvm-cov-$version:llvm-$version" || return 1
        export LLVM_COV="llvm-cov-$version" LLVM_PROFDATA="llvm-profdata-$version"
        LLVM_COV="$(command -v "$LLVM_COV")" LLVM_PROFDATA="$(command -v "$LLVM_PROFDATA")"
    fi
}

need_nightly() {
    cargo +nightly --version >/dev/null 2>&1 ||
        die "nightly Rust is not there: rustup toolchain install nightly"
}

# The source of the standard library, for `-Zbuild-std`.
need_source() {
    local source
    source="$(rustc +nightly --print sysroot)/lib/rustlib/src/rust/library"
    [[ -d "$source" ]] || timeout 300 rustup component add rust-src --toolchain nightly ||
        die "the source of the standard library is not there: rustup component add rust-src --toolchain nightly"
}

# Whether the compiler has the standard library for a target; asks rustup for it.
need_target() {
    [[ -d "$(rustc --print sysroot)/lib/rustlib/$1/lib" ]] && return
    command -v rustup >/dev/null && timeout 300 rustup target add "$1"
}

# How to call cargo with a version of Rust, as `OLD`. The compiler is rustup's or, if that has none, Debian's.
need_rust() {
    local rustc
    if rustc "+$1" --version >/dev/null 2>&1 || {
        command -v rustup >/dev/null &&
            timeout 300 rustup toolchain install "$1" --profile minimal --no-self-update
    }; then
        OLD=(cargo "+$1")
    elif rustc="$(debian_rustc "$1")"; then
        OLD=(env RUSTC="$rustc" cargo)
    else
        return 1
    fi
}

# Where Debian's compiler of a version is, if one of the sources of apt has it. The packages are unpacked,
# and not installed: there may be one version of them only.
debian_rustc() {
    local name version packages dir
    command -v apt-cache >/dev/null || return 1
    read -r name version < <(apt-cache madison rustc-web rustc |
        awk -F'[ |]+' -v v="$1." 'index($3, v) == 1 { print $2, $3; exit }') || return 1
    mkdir -p "$TARGET/debian-$version"
    dir="$(cd "$TARGET/debian-$version" && pwd)"
    if [[ ! -x "$dir/rustc" ]]; then
        # What it depends on that is of Rust or LLVM; everything else is there with a C compiler.
        packages="$(apt-get install --dry-run --no-install-recommends \
            "$name=$version" "libstd-rust${name#rustc}-dev=$version" |
            awk '/^Inst (rustc|libstd-rust|libllvm)/ { print $2 "=" substr($3, 2) }')"
        (cd "$dir" && apt-get download $packages && for deb in *.deb; do dpkg -x "$deb" .; done) >&2 || return 1
        printf '#!/bin/sh\nLD_LIBRARY_PATH=%s exec %s "$@"\n' \
            "$dir/usr/lib/$(uname -m)-linux-gnu" "$dir/usr/bin/rustc" >"$dir/rustc"
        chmod +x "$dir/rustc"
    fi
    "$dir/rustc" --version >&2 && echo "$dir/rustc"
}

die() {
    echo "error: $*"
    exit 1
}

# Says that a step cannot be done here, now and at the end.
SKIPPED=()
skip() {
    SKIPPED+=("$CURRENT: $*")
    echo "SKIPPED: $*"
}

# Runs a test runner, and adds what it counted to the sums that the last line shows. A step that runs
# no tests counts as one. Lines that match $HIDE are shown only if it fails.
PASSED=0 FAILED=0
counted() {
    local log sums status=0
    log="$(mktemp)"
    if [[ -n ${HIDE:-} ]]; then
        "$@" 2>&1 | tee "$log" | grep --line-buffered -Ev "$HIDE" || status=$?
        [[ $status -eq 0 ]] || cat "$log"
    else
        "$@" 2>&1 | tee "$log" || status=$?
    fi
    awk '/loom executions: / { n += $NF } END { if (n) print n " loom executions" }' "$log"
    # libtest: "test result: ok. 12 passed; 0 failed; ..", nextest: "12 tests run: 12 passed, 1 failed, ..".
    sums="$(awk '
        /^test result: |tests? run: / {
            for (i = 2; i <= NF; i++) {
                if ($i ~ /^passed/) passed += $(i - 1)
                if ($i ~ /^failed/) failed += $(i - 1)
            }
        }
        END { print passed + 0, failed + 0 }' "$log")"
    rm -f "$log"
    PASSED=$((PASSED + ${sums% *}))
    FAILED=$((FAILED + ${sums#* }))
    return "$status"
}
