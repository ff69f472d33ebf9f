//! The server: its scopes, how it starts, and how it stops.
//!
//! ```text
//!   server ----+---- listener ---- connections      stop:  listener, connections   (cut off after the grace)
//!              |                                           sweeper
//!              +---- sweeper                               server
//! ```

use std::{fmt::Display, io, net::SocketAddr, sync::Arc};

use mea::{
    shutdown::{self, ShutdownSend},
    timeout,
};
use tokio::{net::TcpListener, time::sleep};

use crate::{config::Config, listener::Listener, state::State, summary::Summary, sweeper::Sweeper};

pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<State>,
    scope: ShutdownSend,
    /// With the connections below it.
    listener: ShutdownSend,
    /// Whoever watches this is cut off by it. Nobody lives in it.
    cut: ShutdownSend,
}

impl Server {
    /// Starts a server, which listens from now on.
    pub(crate) async fn start(config: Config) -> io::Result<Self> {
        let socket = TcpListener::bind(config.address).await?;
        let address = socket.local_addr()?;
        let period = config.sweep;
        let state = Arc::new(State::new(config));

        let (scope, _) = shutdown::new_pair();
        let (cut, _) = shutdown::new_pair();
        let (listener, listener_recv) = scope.child();
        let (connections, _) = listener.child();
        let (_, sweeper_recv) = scope.child();

        let mut sweeper = Sweeper::new(state.clone(), period, sweeper_recv);
        tokio::spawn(async move { sweeper.run().await });
        let accepting = Listener {
            state: state.clone(),
            socket,
            registrar: connections.registrar(),
            cut: cut.watch(),
        };
        tokio::spawn(accepting.listen(listener_recv));
        Ok(Self {
            address,
            state,
            scope,
            listener,
            cut,
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops it: nobody is let in, what has come is answered, and when the grace is over the connections
    /// that still have not ended are cut off. Returns when all have.
    pub(crate) async fn stop(self, why: impl Display + Clone + Send + Sync + 'static) -> Summary {
        self.listener.shutdown_with(why.clone());
        let ended = self.listener.clone().await_shutdown();
        let grace = sleep(self.state.config.grace);
        if timeout(ended, grace).await.is_err() {
            self.cut.shutdown_with(why.clone());
            self.listener.await_shutdown().await;
        }
        self.scope.shutdown_with(why.clone());
        self.scope.await_shutdown().await;
        Summary::new(why.to_string(), &self.state.stats)
    }
}
