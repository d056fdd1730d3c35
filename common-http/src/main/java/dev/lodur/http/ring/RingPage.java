package dev.lodur.http.ring;

import dev.lodur.http.Page;
import dev.lodur.http.Page.Button;
import dev.lodur.http.Page.Cell;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import dev.lodur.ring.RingView;
import dev.lodur.ring.TokenShares;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A view of the ring, written for people and for programs. The JSON has the fields of Loki's page. */
final class RingPage {
    private static final List<String> HEADINGS = List.of(
            "Instance",
            "State",
            "Zone",
            "gRPC",
            "HTTP",
            "Registered",
            "Last word",
            "Oldest entry not in the bucket",
            "Tokens",
            "Share",
            "");
    private static final String FORGETTING =
            "Forget takes a lost member out of the write path; answers go on to warn of lines that it may hold, until it is"
                    + " back or its volume is adopted. Write off ends the warnings, too: lines that only it holds are given"
                    + " up for good.";

    private final RingView view;
    private final Instant now;
    private final Map<String, Double> shares;

    RingPage(RingView view, Instant now) {
        this.view = view;
        this.now = now;
        this.shares = TokenShares.of(view);
    }

    Response html() {
        return Page.titled("Ring")
                .paragraph(view.members().size() + " members, " + view.writableCount() + " of them take pushes. It is "
                        + now + ".")
                .table(HEADINGS, view.members().stream().map(this::row).toList())
                .paragraph(FORGETTING)
                .response();
    }

    private List<Cell> row(Member member) {
        Member.Facts facts = member.facts();
        return List.of(
                text(member.id()),
                text(member.state().label()),
                text(member.zone()),
                text(member.address()),
                text(facts.httpAddress()),
                text(time(facts.registeredMillis())),
                text(heard(member)),
                text(oldest(facts)),
                text(Integer.toString(member.tokens().length)),
                text(String.format(Locale.ROOT, "%.1f %%", 100 * share(member))),
                new Cell.Buttons(buttons(member)));
    }

    private static Cell text(String text) {
        return new Cell.Text(text);
    }

    private static List<Button> buttons(Member member) {
        Button forget = new Button("Forget", "forget", member.id());
        Button writeOff = new Button("Write off", "write_off", member.id());
        return switch (member.state()) {
            case MemberState.Joining _, MemberState.Active _, MemberState.Leaving _ -> List.of();
            case MemberState.Unhealthy _ -> List.of(forget, writeOff);
            case MemberState.Forgotten _ -> List.of(writeOff);
        };
    }

    private double share(Member member) {
        return shares.getOrDefault(member.id(), 0.0);
    }

    private static String time(long millis) {
        return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
    }

    /** A member that lives does not say so again and again: its session does. */
    private String heard(Member member) {
        return switch (member.state()) {
            case MemberState.Joining _, MemberState.Active _, MemberState.Leaving _ -> now.toString();
            case MemberState.Unhealthy _, MemberState.Forgotten _ ->
                time(member.facts().heardMillis());
        };
    }

    private static String oldest(Member.Facts facts) {
        return facts.oldestUnflushedNanos() == Member.Facts.NOTHING_UNFLUSHED
                ? "none"
                : time(TimeUnit.NANOSECONDS.toMillis(facts.oldestUnflushedNanos()));
    }

    void write(JsonWriter json) {
        json.beginObject().name("shards").beginArray();
        view.members().forEach(member -> write(member, json));
        json.endArray().name("now").value(now.toString()).endObject();
    }

    private void write(Member member, JsonWriter json) {
        Member.Facts facts = member.facts();
        json.beginObject();
        json.name("id").value(member.id());
        json.name("state").value(member.state().label());
        json.name("address").value(member.address());
        json.name("http_address").value(facts.httpAddress());
        json.name("timestamp").value(heard(member));
        json.name("registered_timestamp").value(time(facts.registeredMillis()));
        json.name("read_only").value(!member.state().isWritable());
        json.name("zone").value(member.zone());
        json.name("oldest_unflushed").value(oldest(facts));
        json.name("ownership").value(share(member));
        json.name("tokens").beginArray();
        for (int token : member.tokens()) {
            json.value(Integer.toUnsignedLong(token));
        }
        json.endArray().endObject();
    }
}
