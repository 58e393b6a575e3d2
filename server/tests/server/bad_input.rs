//! What a hostile or broken client may send: it is told, and the room goes on.

use crate::{
    browser::{Browser, Socket},
    room::{Pen, Room, push, result_of},
    world::World,
};
use model::{Change, Locale, Refusal, StreamId, WorkspaceRole};
use sync::frame::{ClientFrame, Push, Raw};
use tokio_tungstenite::tungstenite::Message;

/// The room of somebody honest, who goes on working while another client of his misbehaves.
async fn honest() -> (World, Browser, Room, Socket, Pen) {
    let (world, _) = World::new().await;
    let wu = world.member("wu", "吴磊", WorkspaceRole::Member).await;
    let (room, socket, pen) = Room::found(&wu, "W").await;
    (world, wu, room, socket, pen)
}

async fn goes_on(room: &Room, socket: &mut Socket, pen: &mut Pen) {
    let op = pen.op(room.assess(1));
    assert_eq!(push(socket, &op).await.refusal, None);
}

#[tokio::test]
async fn a_frame_of_garbage_closes_its_socket_with_a_code_and_the_room_goes_on() {
    let (_world, wu, room, mut socket, mut pen) = honest().await;
    let garbage = ["not json", "{}", "[]", "{\"t\":\"unknown\"}", "{\"t\":\"push\",\"ops\":7}", "", "{\"t\":\"open\"}"];
    for text in garbage {
        let mut bad = wu.socket().await;
        bad.send_text(text).await;
        assert_eq!(bad.closed().await, 4400, "{text:?}");
        goes_on(&room, &mut socket, &mut pen).await;
    }
    let mut binary = wu.socket().await;
    binary.try_send(Message::binary(vec![0, 159, 146, 150])).await.unwrap();
    assert_eq!(binary.closed().await, 4400);
    goes_on(&room, &mut socket, &mut pen).await;
}

#[tokio::test]
async fn a_frame_of_ten_megabytes_is_closed_as_too_large_while_others_go_on() {
    let (_world, wu, room, mut socket, mut pen) = honest().await;
    let mut bad = wu.socket().await;
    // The server does not read it to its end, so sending it may fail; what counts is what comes back.
    let _ = bad.try_send(Message::text("x".repeat(10 * 1024 * 1024))).await;
    assert_eq!(bad.closed().await, 4413);
    goes_on(&room, &mut socket, &mut pen).await;
}

#[tokio::test]
async fn a_frame_a_little_over_the_limit_is_told_so() {
    let (_world, wu, room, mut socket, mut pen) = honest().await;
    let mut bad = wu.socket().await;
    let _ = bad.try_send(Message::text("x".repeat(sync::limits::FRAME_BYTES + 1))).await;
    assert_eq!(bad.closed().await, 4413);
    goes_on(&room, &mut socket, &mut pen).await;
}

#[tokio::test]
async fn a_strength_of_plus_four_is_refused_with_a_sentence_in_the_language_of_the_session() {
    let (_world, wu, room, mut socket, mut pen) = honest().await;
    let sentences = [
        (Locale::Zh, "关系强度只能是 -3 到 +3 或未知，不能是 4。请重新选择。"),
        (Locale::En, "Relationship strength goes from -3 to +3 or is unknown; 4 is neither. Choose another one."),
    ];
    for (locale, sentence) in sentences {
        let mut bad = wu.socket_in(locale).await;
        let op = Pen::new().op(room.assess(4));
        let result = push(&mut bad, &op).await;
        assert_eq!(result.refusal, Some(Refusal::StrengthOutOfRange { value: 4 }));
        assert_eq!(result.sentence.as_deref(), Some(sentence));
        assert!(result.seqs.is_empty());
    }
    goes_on(&room, &mut socket, &mut pen).await;
}

#[tokio::test]
async fn unknown_ids_are_refused_and_spoil_nothing_else_of_the_push() {
    let (_world, _wu, room, mut socket, mut pen) = honest().await;
    let stranger = Room { person: Room::new().person, ..room };
    let (good, bad, better) = (pen.op(room.assess(1)), pen.op(stranger.assess(1)), pen.op(room.assess(-1)));
    let raw = |op: &model::Op| Raw::of(&op).unwrap();
    socket.send(&ClientFrame::Push(Push { ops: vec![raw(&good), raw(&bad), raw(&better)] })).await;
    let mut refusals = Vec::new();
    let mut open: Vec<_> = [good.id, bad.id, better.id].into();
    while !open.is_empty() {
        let results = socket
            .until(|frame| match frame {
                sync::frame::ServerFrame::Result(results) => Some(results.results.clone()),
                _ => None,
            })
            .await;
        for result in results {
            open.retain(|op| Some(*op) != result.op);
            if let Some(refusal) = result.refusal {
                refusals.push((result.op.unwrap(), refusal));
            }
        }
    }
    assert_eq!(refusals, [(bad.id, Refusal::UnknownPerson { person: stranger.person })]);
}

#[tokio::test]
async fn an_op_that_can_not_be_read_is_refused_and_the_socket_stays() {
    let (_world, _wu, room, mut socket, mut pen) = honest().await;
    let mut op = serde_json::to_value(pen.op(room.assess(1))).unwrap();
    op["parts"][0]["changes"] = serde_json::json!([{ "power_map": { "teleport": { "person": "x" } } }]);
    let id = serde_json::from_value(op["id"].clone()).unwrap();
    socket.send(&ClientFrame::Push(Push { ops: vec![Raw::of(&op).unwrap()] })).await;
    assert_eq!(result_of(&mut socket, id).await.refusal, Some(Refusal::Unreadable));
    let op = pen.op(room.assess(1));
    assert_eq!(push(&mut socket, &op).await.refusal, None);
}

#[tokio::test]
async fn a_place_that_is_no_place_is_refused_and_the_socket_stays() {
    let (_world, _wu, room, mut socket, mut pen) = honest().await;
    for x in ["1e300", "-1e300", "\"NaN\"", "null", "0.5", "9999999999999999999999"] {
        let mut op = serde_json::to_value(pen.op(room.assess(1))).unwrap();
        let x: serde_json::Value = serde_json::from_str(x).unwrap();
        let place = serde_json::json!({ "person": room.person, "x": x, "y": 0 });
        op["parts"][0]["changes"] = serde_json::json!([{ "power_map": { "move_nodes": { "to": [place] } } }]);
        let id = serde_json::from_value(op["id"].clone()).unwrap();
        socket.send(&ClientFrame::Push(Push { ops: vec![Raw::of(&op).unwrap()] })).await;
        assert_eq!(result_of(&mut socket, id).await.refusal, Some(Refusal::Unreadable), "{x}");
    }
    let mut op = serde_json::to_value(pen.op(room.assess(1))).unwrap();
    let far = serde_json::json!({ "person": room.person, "x": i32::MAX, "y": 0 });
    op["parts"][0]["changes"] = serde_json::json!([{ "power_map": { "move_nodes": { "to": [far] } } }]);
    let id = serde_json::from_value(op["id"].clone()).unwrap();
    socket.send(&ClientFrame::Push(Push { ops: vec![Raw::of(&op).unwrap()] })).await;
    assert_eq!(result_of(&mut socket, id).await.refusal, Some(Refusal::CoordinateOutOfRange));
    let op = pen.op(room.assess(1));
    assert_eq!(push(&mut socket, &op).await.refusal, None);
}

#[tokio::test]
async fn a_long_or_disguised_name_is_refused_with_a_sentence_over_the_raw_socket() {
    let (_world, wu, room, mut socket, mut pen) = honest().await;
    let long = pen.op(room.rename_deal(&"王".repeat(50_000)));
    let result = push(&mut socket, &long).await;
    assert!(matches!(result.refusal, Some(Refusal::TextTooLong { length: 50_000, max: 200, .. })), "{result:?}");
    assert!(result.sentence.unwrap().contains("Shorten it"));
    let bidi = pen.op(room.rename_deal("harm\u{202e}less"));
    assert!(matches!(push(&mut socket, &bidi).await.refusal, Some(Refusal::HiddenCharacters { .. })));
    // A megabyte does not fit into a frame.
    let mut bad = wu.socket().await;
    let megabyte = Pen::new().op(room.rename_deal(&"x".repeat(1_000_000)));
    let raw = Raw::of(&megabyte).unwrap();
    let _ = bad.try_send(Message::text(ClientFrame::Push(Push { ops: vec![raw] }).to_text())).await;
    assert_eq!(bad.closed().await, 4413);
    let markup = pen.op(room.rename_deal("<script>alert(1)</script>"));
    assert_eq!(push(&mut socket, &markup).await.refusal, None, "a text is a text");
}

#[tokio::test]
async fn a_change_in_the_wrong_stream_and_an_empty_op_are_refused() {
    let (_world, _wu, room, mut socket, mut pen) = honest().await;
    let change = room.rename_deal("x").remove(0).1.remove(0);
    let wrong = pen.op(vec![(StreamId::Account(room.account), vec![change])]);
    assert_eq!(push(&mut socket, &wrong).await.refusal, Some(Refusal::WrongStream));
    let empty = pen.op(vec![(StreamId::Deal(room.deal), Vec::<Change>::new())]);
    assert!(push(&mut socket, &empty).await.refusal.is_some());
}

#[tokio::test]
async fn ten_thousand_offline_edits_of_an_honest_client_all_get_in() {
    let (_world, _wu, room, mut socket, mut pen) = honest().await;
    const OPS: usize = 10_000;
    const PER_PUSH: usize = 500;
    let ops: Vec<_> = (0..OPS).map(|n| pen.op(room.rename_deal(&format!("name {n}")))).collect();
    let mut answered = 0;
    let mut waiting = 0;
    let mut pushes = ops.chunks(PER_PUSH);
    loop {
        while waiting < sync::limits::UNANSWERED_PUSHES
            && let Some(chunk) = pushes.next()
        {
            let ops = chunk.iter().map(|op| Raw::of(&op).unwrap()).collect();
            socket.send(&ClientFrame::Push(Push { ops })).await;
            waiting += 1;
        }
        let before = answered / PER_PUSH;
        answered += socket
            .until(|frame| match frame {
                sync::frame::ServerFrame::Result(results) => {
                    assert!(results.results.iter().all(|result| result.refusal.is_none()), "{results:?}");
                    Some(results.results.len())
                }
                _ => None,
            })
            .await;
        waiting -= answered / PER_PUSH - before;
        if answered == OPS {
            break;
        }
    }
}

#[tokio::test]
async fn a_flood_of_a_hundred_thousand_ops_is_told_to_slow_down_and_others_go_on() {
    let (_world, wu, room, mut socket, mut pen) = honest().await;
    let mut flood = wu.socket().await;
    let mut flooding = Pen::new();
    for _ in 0..200 {
        let ops = (0..500).map(|n| flooding.op(room.rename_deal(&format!("flood {n}"))));
        let ops = ops.map(|op| Raw::of(&op).unwrap()).collect();
        if flood.try_send(Message::text(ClientFrame::Push(Push { ops }).to_text())).await.is_err() {
            break;
        }
    }
    assert_eq!(flood.closed().await, 4429);
    goes_on(&room, &mut socket, &mut pen).await;
}
