//! Requests on their way from the connections to the workers.

use std::{collections::VecDeque, sync::Arc};

use mea::{condvar::Condvar, mutex::Mutex, once::OnceCell};

/// A line, and a place for its digest.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    pub(crate) line: String,
    pub(crate) answer: Arc<OnceCell<u64>>,
}

#[derive(Debug, Default)]
pub(crate) struct Queue {
    requests: Mutex<VecDeque<Request>>,
    filled: Condvar,
}

impl Queue {
    pub(crate) async fn push(&self, request: Request) {
        self.requests.lock().await.push_back(request);
        self.filled.notify_one();
    }

    /// Waits for a request. Dropped before it is ready, it has taken none.
    pub(crate) async fn pop(&self) -> Request {
        loop {
            let requests = self.requests.lock().await;
            let mut requests = self.filled.wait_while(requests, |r| r.is_empty()).await;
            if let Some(request) = requests.pop_front() {
                return request;
            }
        }
    }

    /// A request, if there is one.
    pub(crate) async fn try_pop(&self) -> Option<Request> {
        self.requests.lock().await.pop_front()
    }
}
