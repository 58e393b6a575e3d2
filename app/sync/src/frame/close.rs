//! Close codes: a closed set, each with the reaction expected of the client.

use model::Locale;

/// Why the server closes a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CloseCode {
    /// The socket was silent for too long. The client connects again.
    Silent,
    /// The server stops. The client connects again after a pause.
    Restart,
    /// The server can not reach its store. The client connects again after a pause, and resends.
    TryAgainLater,
    /// Not a frame, or one that may not come now. The client sends its ops one by one, to find the one that is at fault.
    Malformed,
    /// The session has ended. The client keeps its edits and asks to sign in.
    SignInAgain,
    /// The user is not a member of the workspace. The client stops.
    NoAccess,
    /// The client reads too slowly. It connects again.
    TooSlow,
    /// The client's release is too old. It keeps its edits and asks to reload.
    ClientTooOld,
    /// A frame over the limit. The client sends its ops one by one, to find the one that is at fault.
    TooLarge,
    /// Too many sockets, pushes or bytes. The client waits as long as `bye` says.
    SlowDown,
}

impl CloseCode {
    /// All codes.
    pub const ALL: [Self; 10] = [
        Self::Silent,
        Self::Restart,
        Self::TryAgainLater,
        Self::Malformed,
        Self::SignInAgain,
        Self::NoAccess,
        Self::TooSlow,
        Self::ClientTooOld,
        Self::TooLarge,
        Self::SlowDown,
    ];

    /// The code of the WebSocket close frame. Those below 4000 have their meaning from RFC 6455 and its registry.
    pub const fn code(self) -> u16 {
        match self {
            Self::Silent => 1001,
            Self::Restart => 1012,
            Self::TryAgainLater => 1013,
            Self::Malformed => 4400,
            Self::SignInAgain => 4401,
            Self::NoAccess => 4403,
            Self::TooSlow => 4408,
            Self::ClientTooOld => 4409,
            Self::TooLarge => 4413,
            Self::SlowDown => 4429,
        }
    }

    /// The reason behind a code.
    pub fn of(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// What happened and what to do, for people.
    pub const fn sentence(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::Silent, Locale::Zh) => "连接长时间没有响应，正在重新连接。修改保留在本机。",
            (Self::Silent, Locale::En) => {
                "The connection was silent for too long. Connecting again; edits stay on this device."
            }
            (Self::Restart, Locale::Zh) => "服务器正在重启，稍后自动重新连接。修改保留在本机。",
            (Self::Restart, Locale::En) => {
                "The server is restarting. Connecting again soon; edits stay on this device."
            }
            (Self::TryAgainLater, Locale::Zh) => "服务器暂时无法保存，稍后自动重试。修改保留在本机。",
            (Self::TryAgainLater, Locale::En) => {
                "The server can not save now. Trying again soon; edits stay on this device."
            }
            (Self::Malformed, Locale::Zh) => "服务器读不懂收到的数据，正在逐条重发。如果反复出现，请刷新页面。",
            (Self::Malformed, Locale::En) => {
                "The server could not read what it was sent. Sending edits one by one; reload if it happens again."
            }
            (Self::SignInAgain, Locale::Zh) => "登录已失效，请重新登录。修改保留在本机。",
            (Self::SignInAgain, Locale::En) => "Your session has ended. Sign in again; edits stay on this device.",
            (Self::NoAccess, Locale::Zh) => "您已不是这个工作区的成员。请联系管理员。",
            (Self::NoAccess, Locale::En) => "You are no longer a member of this workspace. Ask an admin.",
            (Self::TooSlow, Locale::Zh) => "网络太慢，跟不上更新，正在重新连接。",
            (Self::TooSlow, Locale::En) => "The network is too slow to follow the changes. Connecting again.",
            (Self::ClientTooOld, Locale::Zh) => "页面版本过旧，请刷新。修改保留在本机。",
            (Self::ClientTooOld, Locale::En) => "This page is too old. Reload it; edits stay on this device.",
            (Self::TooLarge, Locale::Zh) => "一次发送的数据过大，正在逐条重发。",
            (Self::TooLarge, Locale::En) => "Too much was sent at once. Sending edits one by one.",
            (Self::SlowDown, Locale::Zh) => "发送过于频繁，稍后自动继续。修改保留在本机。",
            (Self::SlowDown, Locale::En) => {
                "Too much was sent in a short time. Going on soon; edits stay on this device."
            }
        }
    }
}
