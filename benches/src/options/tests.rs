//! The command line.

use super::{Options, Task};

fn parse(line: &str) -> Result<Options, String> {
    Options::parse(line.split_whitespace().map(str::to_owned))
}

#[test]
fn without_arguments_everything_is_measured() {
    let options = parse("").unwrap();
    assert_eq!(options.task, Task::Measure);
    assert!(options.wants_all() && !options.quick);
    assert!(('A'..='G').all(|letter| options.wants(letter, "any row")));
}

#[test]
fn only_some_letters_are_wanted() {
    let options = parse("--only a,G").unwrap();
    assert!(options.wants('A', "") && options.wants('G', ""));
    assert!(!options.wants('B', "") && !options.wants_all());
    assert!(parse("--only A,Z").unwrap_err().contains("`Z`"));
}

#[test]
fn only_rows_with_the_text_are_wanted_whatever_the_case() {
    let options = parse("--filter RwLock --only A").unwrap();
    assert!(options.wants('A', "rwlock read + unlock"));
    assert!(options.wants('A', "An RWLOCK"));
    assert!(!options.wants('A', "mutex") && !options.wants('B', "rwlock"));
    assert!(!parse("--filter x").unwrap().wants_all());
}

#[test]
fn quick_changes_how_much_is_done_and_nothing_else_wherever_it_stands() {
    for line in ["--quick --only B --filter x", "--only B --filter x --quick"] {
        let options = parse(line).unwrap();
        assert!(options.quick && options.wants('B', "x") && !options.wants('C', "x"));
        let thorough = parse("").unwrap();
        assert!(options.rounds < thorough.rounds && options.span < thorough.span);
        assert!(options.messages < thorough.messages && options.most < thorough.most);
    }
}

#[test]
fn tasks_have_names() {
    for (line, task) in [
        ("--list", Task::List),
        ("--charts", Task::Charts),
        ("--counts", Task::Count),
        ("--help", Task::Help),
        ("-h", Task::Help),
        ("operation 17 1000", Task::Operation(17, 1000)),
    ] {
        assert_eq!(parse(line).unwrap().task, task, "{line}");
    }
}

#[test]
fn what_is_not_understood_is_said() {
    assert!(parse("--fast").unwrap_err().contains("`--fast`"));
    assert!(
        parse("--only")
            .unwrap_err()
            .contains("--only needs a value")
    );
    assert!(parse("operation x 1").unwrap_err().contains("`x`"));
}
