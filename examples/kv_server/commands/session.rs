//! What a connection is to the commands, and the commands that need more than keys.

use std::{fmt::Write, sync::Arc, time::Instant};

use mea::order::Held;

use super::{
    CommandError, Done, server,
    table::{Command, Run},
};
use crate::{
    protocol::{Output, Request},
    state::State,
    store::{Key, Keyspace, Several},
    subscriptions::{Delivery, MOST, Subscriptions},
};

pub(crate) struct Session {
    pub(crate) state: Arc<State>,
    pub(crate) subscriptions: Subscriptions,
    pub(crate) output: Output,
    /// Nothing more is to be answered.
    pub(crate) is_over: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Publish,
    Subscribe,
    Unsubscribe,
    Ping,
    Quit,
    DbSize,
    FlushAll,
    Info,
    Config,
}

impl Session {
    pub(crate) fn new(state: Arc<State>) -> Self {
        Self {
            subscriptions: Subscriptions::new(state.channels.clone()),
            output: Output::new(state.config.limits.reply),
            state,
            is_over: false,
        }
    }

    /// A subscriber cannot tell replies from messages, but for those of a few commands.
    pub(super) fn may_run(&self, command: &Command) -> Done {
        use Action::{Ping, Quit, Subscribe, Unsubscribe};
        let is_allowed = self.subscriptions.is_empty()
            || matches!(
                command.run,
                Run::Session(Subscribe | Unsubscribe | Ping | Quit)
            );
        if is_allowed {
            Ok(())
        } else {
            Err(CommandError::OnlySubscriptions(command.name))
        }
    }

    pub(super) async fn act(&mut self, action: Action, request: Request<'_>, now: Instant) -> Done {
        match action {
            Action::Publish => self.publish(request).await,
            Action::Subscribe => return self.subscribe(request).await,
            Action::Unsubscribe => self.unsubscribe(request).await,
            Action::Ping => return self.ping(request),
            Action::Quit => {
                self.output.simple("OK");
                self.is_over = true;
            }
            Action::DbSize => {
                let (keys, _) = size(&self.state, now).await;
                self.output.count(keys);
            }
            Action::FlushAll => self.flush_all(now).await,
            Action::Info => self.info(now).await,
            Action::Config => {
                return server::config(&self.state.config, request, &mut self.output);
            }
        }
        Ok(())
    }

    async fn publish(&mut self, request: Request<'_>) {
        let (channel, message) = (request.arg(1), request.arg(2));
        let (channels, held) = (&self.state.channels, &mut Held::nothing());
        let subscribers = channels.publish(held, channel, message).await;
        self.output.count(subscribers);
    }

    async fn subscribe(&mut self, request: Request<'_>) -> Done {
        if self.subscriptions.len() + request.len() - 1 > MOST {
            return Err(CommandError::TooManySubscriptions(MOST));
        }
        for channel in request.from(1) {
            self.subscriptions.subscribe(channel).await;
            self.confirm("subscribe", Some(channel));
        }
        Ok(())
    }

    async fn unsubscribe(&mut self, request: Request<'_>) {
        for channel in request.from(1) {
            self.subscriptions.unsubscribe(channel).await;
            self.confirm("unsubscribe", Some(channel));
        }
        if request.len() > 1 {
            return;
        }
        if self.subscriptions.is_empty() {
            self.confirm("unsubscribe", None);
        }
        while let Some(channel) = self.subscriptions.any() {
            self.subscriptions.unsubscribe(&channel).await;
            self.confirm("unsubscribe", Some(&channel));
        }
    }

    fn confirm(&mut self, what: &str, channel: Option<&[u8]>) {
        self.output.array(3);
        self.output.bulk(what.as_bytes());
        self.output.bulk_or_null(channel);
        self.output.count(self.subscriptions.len());
    }

    fn ping(&mut self, request: Request<'_>) -> Done {
        let text = match request.len() {
            1 => None,
            2 => Some(request.arg(1)),
            _ => return Err(CommandError::WrongArity("ping")),
        };
        if !self.subscriptions.is_empty() {
            self.output.array(2);
            self.output.bulk(b"pong");
            self.output.bulk(text.unwrap_or_default());
        } else if let Some(text) = text {
            self.output.bulk(text);
        } else {
            self.output.simple("PONG");
        }
        Ok(())
    }

    async fn flush_all(&mut self, now: Instant) {
        let clear =
            |all: &mut Several<'_>| -> Vec<_> { all.keyspaces().map(Keyspace::clear).collect() };
        let store = &self.state.store;
        let removed = store.all(&mut Held::nothing(), now, clear).await;
        // Now that all may go on: this may take a while.
        drop(removed);
        self.output.simple("OK");
    }

    async fn info(&mut self, now: Instant) {
        let (keys, expires) = size(&self.state, now).await;
        let channels = self.state.channels.count(&mut Held::nothing()).await;
        let State { stats, begin, .. } = &*self.state;
        let mut text = String::new();
        let mut section = |name: &str, lines: &[(&str, u64)]| {
            let _ = write!(text, "# {name}\r\n");
            for (name, value) in lines {
                let _ = write!(text, "{name}:{value}\r\n");
            }
            text.push_str("\r\n");
        };
        section(
            "Server",
            &[("uptime_in_seconds", begin.elapsed().as_secs())],
        );
        section(
            "Clients",
            &[
                ("connected_clients", self.state.connected() as u64),
                ("maxclients", self.state.config.max_clients as u64),
            ],
        );
        section(
            "Stats",
            &[
                ("total_connections_received", stats.accepted.get()),
                ("rejected_connections", stats.rejected.get()),
                ("total_commands_processed", stats.commands.get()),
                ("protocol_errors", stats.malformed.get()),
                ("swept_keys", stats.swept.get()),
                ("lagged_subscribers", stats.lagged.get()),
                ("pubsub_channels", channels as u64),
            ],
        );
        text.push_str("# Keyspace\r\n");
        if keys > 0 {
            let _ = write!(text, "db0:keys={keys},expires={expires}\r\n");
        }
        self.output.bulk(text.as_bytes());
    }

    /// Writes down what has come from a channel. A subscriber that was too slow has a gap, which it could
    /// not see: it is told, and the connection ends.
    pub(crate) fn deliver(&mut self, delivery: Delivery) {
        match delivery {
            Delivery::Message(channel, message) => {
                self.output.array(3);
                self.output.bulk(b"message");
                self.output.bulk(&channel);
                self.output.bulk(&message);
                self.output.complete(Ok::<_, CommandError>(()));
            }
            Delivery::Lagged(channel, lost) => self.lagged(&channel, lost),
        }
    }

    fn lagged(&mut self, channel: &Key, lost: u64) {
        self.state.stats.lagged.add(1);
        let channel = String::from_utf8_lossy(channel);
        let error = format!("ERR too slow: {lost} messages of '{channel}' are lost");
        self.output.complete(Err::<(), _>(error));
        self.is_over = true;
    }
}

/// How many keys there are, and how many of them expire.
async fn size(state: &State, now: Instant) -> (usize, usize) {
    let size = |all: &mut Several<'_>| {
        let sizes = all.keyspaces().map(Keyspace::len);
        sizes.fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
    };
    state.store.all(&mut Held::nothing(), now, size).await
}
