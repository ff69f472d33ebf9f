//! What callgrind writes, and the difference of two runs.

use super::{difference, parse};

const DUMP: &str = "\
version: 1
positions: instr line
events: Ir

ob=/bin/program
fn=work
0x1000 3 10
0x1004 3 10
cob=/lib/libc.so
cfn=malloc
calls=10 0x2000
0x1004 4 700
0x1008 5 1
ob=/lib/libc.so
fn=malloc
0x1000 0 70
0x1000 1 5

totals: 96
";

#[test]
fn what_is_called_is_counted_once() {
    let executions = parse(DUMP).unwrap();
    let of = |object: &str, address| executions.get(&(object.into(), address)).copied();
    assert_eq!(of("/bin/program", 0x1000), Some(10));
    assert_eq!(of("/bin/program", 0x1004), Some(10), "not the callee's 700");
    assert_eq!(of("/bin/program", 0x1008), Some(1));
    assert_eq!(of("/lib/libc.so", 0x1000), Some(75), "of two lines");
    assert_eq!(executions.values().sum::<u64>(), 96);
}

#[test]
fn what_is_not_understood_is_said() {
    let without_addresses = DUMP.replace("instr line", "line");
    assert!(parse(&without_addresses).unwrap_err().contains("addresses"));
    let broken = DUMP.replace("0x1008 5 1", "0x1008 5 x");
    assert!(parse(&broken).unwrap_err().contains("0x1008 5 x"));
}

#[test]
fn what_both_runs_do_is_in_no_difference() {
    let single = parse(DUMP).unwrap();
    let double = DUMP
        .replace("0x1000 3 10", "0x1000 3 25")
        .replace("0x1008 5 1", "");
    let differences = difference(parse(&double).unwrap(), single);
    let expected = [(0x1000, 15), (0x1008, -1)].map(|(a, n)| (("/bin/program".into(), a), n));
    assert_eq!(differences, expected.into_iter().collect());
}
