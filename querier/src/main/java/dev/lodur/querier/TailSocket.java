package dev.lodur.querier;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** A websocket that reads a tail. It pings each second, so that clients notice a dead link. Thread-safe. */
final class TailSocket implements TailClient {
    private static final long PING_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 1_000;

    private final ServerWebSocket socket;
    private final LongConsumer onSent;

    private TailSocket(ServerWebSocket socket, LongConsumer onSent) {
        this.socket = socket;
        this.onSent = onSent;
    }

    /**
     * @param onSent told the bytes of each frame
     * @param onGone told when the connection is closed, by whomever
     */
    static TailSocket of(ServerWebSocket socket, Vertx vertx, LongConsumer onSent, Runnable onGone) {
        TailSocket client = new TailSocket(socket, onSent);
        // What clients say has no meaning; it must be read for its pongs and its end.
        socket.handler(ignored -> {});
        long pings = vertx.setPeriodic(PING_MILLIS, timer -> client.ping(onGone));
        socket.exceptionHandler(failure -> onGone.run());
        socket.closeHandler(closed -> {
            boolean _ = vertx.cancelTimer(pings);
            onGone.run();
        });
        return client;
    }

    private void ping(Runnable onGone) {
        if (socket.isClosed()) {
            onGone.run();
        } else if (!socket.writeQueueFull()) {
            Future<Void> _ = socket.writePing(Buffer.buffer()).onFailure(failure -> onGone.run());
        }
    }

    @Override
    public boolean send(byte[] frameUtf8, Duration patience) throws InterruptedException {
        try {
            await(
                    socket.writeTextMessage(new String(frameUtf8, StandardCharsets.UTF_8)),
                    Math.max(1, patience.toMillis()));
            onSent.accept(frameUtf8.length);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | IllegalStateException e) {
            throw new LodurException(ErrorCode.CANCELLED, "the client has gone", e);
        }
    }

    @Override
    public void close(TailEnd end) {
        try {
            await(socket.close((short) end.code(), end.text()), CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException | IllegalStateException e) {
            // It has gone, or takes nothing any more: there is nobody to tell.
        }
    }

    private static void await(Future<Void> written, long millis)
            throws InterruptedException, ExecutionException, TimeoutException {
        Void _ = written.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
    }
}
