//! A plain WebSocket with three callbacks. Dropping it closes it and says nothing.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{CloseEvent, Event, MessageEvent, WebSocket};

pub(super) struct Socket {
    socket: WebSocket,
    _open: Closure<dyn FnMut(Event)>,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _close: Closure<dyn FnMut(CloseEvent)>,
}

/// Close codes a browser makes up itself when there was no close frame.
const NO_STATUS: u16 = 1005;
const ABNORMAL: u16 = 1006;

impl Socket {
    /// Opens a socket to the server this page came from. `None` if the browser refuses at once.
    pub(super) fn open(
        mut up: impl FnMut() + 'static,
        mut frame: impl FnMut(String) + 'static,
        mut down: impl FnMut(Option<u16>) + 'static,
    ) -> Option<Self> {
        let location = web_sys::window()?.location();
        let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
        let socket = WebSocket::new(&format!("{scheme}://{}/ws", location.host().ok()?)).ok()?;
        let open = Closure::<dyn FnMut(Event)>::new(move |_| up());
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                frame(text);
            }
        });
        let close = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            down(Some(event.code()).filter(|code| !matches!(*code, NO_STATUS | ABNORMAL)));
        });
        socket.set_onopen(Some(open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(close.as_ref().unchecked_ref()));
        Some(Self { socket, _open: open, _message: message, _close: close })
    }

    /// Sends a frame. A socket that is going down drops it; the close that follows makes the client send again.
    pub(super) fn send(&self, text: &str) {
        let _ = self.socket.send_with_str(text);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
