//! What clients ask before they begin.

use super::{
    CommandError, Done, number,
    table::{COMMANDS, Run},
};
use crate::{
    config::Config,
    protocol::{Output, Request},
};

/// `ECHO text`
pub(super) fn echo(request: Request<'_>, output: &mut Output) -> Done {
    output.bulk(request.arg(1));
    Ok(())
}

/// `SELECT number`: there is one database.
pub(super) fn select(request: Request<'_>, output: &mut Output) -> Done {
    if number(request, 1)? != 0 {
        return Err(CommandError::NoSuchDatabase);
    }
    output.simple("OK");
    Ok(())
}

/// `COMMAND [COUNT | DOCS]`. There are no texts about them: clients do without.
pub(super) fn command(request: Request<'_>, output: &mut Output) -> Done {
    if request.len() == 1 {
        list(output);
        return Ok(());
    }
    match &request.arg(1).to_ascii_lowercase()[..] {
        b"count" => output.count(COMMANDS.len()),
        b"docs" => output.array(0),
        _ => return Err(CommandError::unknown_subcommand("command", request.arg(1))),
    }
    Ok(())
}

/// The commands, as redis 2.8 lists them: name, arity, flags, and where the keys are.
fn list(output: &mut Output) {
    output.array(COMMANDS.len());
    for command in COMMANDS {
        let (first, last, step) = match command.run {
            Run::One(_) => (1, 1, 1),
            Run::Several { step, .. } => (1, -1, step as i64),
            Run::Alone(_) | Run::Session(_) => (0, 0, 0),
        };
        output.array(6);
        output.bulk(command.name.as_bytes());
        output.integer(command.arity);
        output.array(0);
        for number in [first, last, step] {
            output.integer(number);
        }
    }
}

/// `CONFIG GET name [name ...]`. Nothing can be changed, so there is no other.
pub(super) fn config(config: &Config, request: Request<'_>, output: &mut Output) -> Done {
    if !request.arg(1).eq_ignore_ascii_case(b"get") {
        return Err(CommandError::unknown_subcommand("config", request.arg(1)));
    }
    if request.len() < 3 {
        return Err(CommandError::WrongArity("config|get"));
    }
    let settings = [
        ("appendonly", "no".to_owned()),
        ("databases", "1".to_owned()),
        ("maxclients", config.max_clients.to_string()),
        ("proto-max-bulk-len", config.limits.bulk.to_string()),
        ("save", String::new()),
    ];
    let is_asked = |name: &str| {
        let mut asked = request.from(2);
        asked.any(|asked| asked == b"*" || asked.eq_ignore_ascii_case(name.as_bytes()))
    };
    let asked: Vec<_> = settings.iter().filter(|(name, _)| is_asked(name)).collect();
    output.array(2 * asked.len());
    for (name, value) in asked {
        output.bulk(name.as_bytes());
        output.bulk(value.as_bytes());
    }
    Ok(())
}
