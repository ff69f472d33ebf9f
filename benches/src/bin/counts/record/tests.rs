//! What is worse than what is recorded, and what is not.

use mea_benches::cost::Cost;

use super::{Counted, Record};

fn counted(name: &str, instructions: f64, locked: f64) -> Counted {
    let plain = Cost {
        instructions,
        locked,
    };
    Counted {
        name: name.into(),
        plain,
        lto: plain,
    }
}

/// In which 100 instructions are recorded, two of them locked.
fn record() -> Record {
    Record {
        rustc: "rustc".into(),
        rows: vec![counted("short", 20.0, 2.0), counted("long", 1000.0, 2.0)],
    }
}

#[test]
fn what_is_as_it_was_is_neither_worse_nor_better() {
    for now in [counted("short", 20.0, 2.0), counted("long", 1000.0, 2.0)] {
        assert_eq!(record().complaint(&now), None);
        assert!(!record().is_better(&now));
    }
}

#[test]
fn two_instructions_or_three_percent_are_tolerated_in_both_directions() {
    for within in [22.0, 18.0] {
        let now = counted("short", within, 2.0);
        assert_eq!(record().complaint(&now), None);
        assert!(!record().is_better(&now));
    }
    let complaint = record().complaint(&counted("short", 23.0, 2.0)).unwrap();
    assert!(complaint.contains("23 instructions, recorded are 20"));
    assert!(complaint.contains("23 instructions with LTO"));
    assert!(record().is_better(&counted("short", 17.0, 2.0)));

    assert_eq!(record().complaint(&counted("long", 1030.0, 2.0)), None);
    assert!(record().complaint(&counted("long", 1031.0, 2.0)).is_some());
    assert!(record().is_better(&counted("long", 960.0, 2.0)));
}

#[test]
fn no_locked_instruction_more_is_tolerated() {
    let complaint = record().complaint(&counted("long", 900.0, 2.5)).unwrap();
    assert!(complaint.contains("2.5 locked, recorded are 2"));
    assert!(record().is_better(&counted("long", 1000.0, 1.0)));
}

#[test]
fn what_is_worse_in_one_of_the_builds_is_worse() {
    let mut now = counted("short", 20.0, 2.0);
    now.lto.instructions = 30.0;
    let complaint = record().complaint(&now).unwrap();
    assert_eq!(complaint, "30 instructions with LTO, recorded are 20");
}

#[test]
fn what_is_not_recorded_has_to_be() {
    assert!(record().complaint(&counted("new", 1.0, 0.0)).is_some());
}
