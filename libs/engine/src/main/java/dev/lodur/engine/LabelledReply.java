package dev.lodur.engine;

import dev.lodur.model.BlockReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines that one tenant's ingester sends, as an answer to a request over several tenants: their streams carry the
 * tenant's label, and what the request says of that label is applied here.
 */
final class LabelledReply implements SelectReply {
    private final SelectReply reply;
    private final SelectRequest request;
    private final TenantLabel label;
    private @Nullable LocalSelect part;

    /**
     * @param reply of {@link Projection#LINES}, as they are without the label
     * @param request what is to be answered
     */
    LabelledReply(SelectReply reply, SelectRequest request, TenantLabel label) {
        this.reply = reply;
        this.request = request;
        this.label = label;
    }

    @Override
    public Announcements announcements() {
        return reply.announcements();
    }

    @Override
    public byte @Nullable [] nextBlock() {
        while (true) {
            byte[] answer = ofPart();
            if (answer != null) {
                return answer;
            }
            byte[] block = reply.nextBlock();
            if (block == null) {
                return null;
            }
            part = select(block);
        }
    }

    private byte @Nullable [] ofPart() {
        LocalSelect current = part;
        return current == null ? null : current.nextBlock();
    }

    private LocalSelect select(byte[] bytes) {
        LoadedBlock block = LoadedBlock.of(new LabelledBlock(BlockReader.read(bytes), label));
        return new LocalSelect(request, List.of(block), new QueryStatistics(), bytes.length);
    }

    @Override
    public void close() {
        reply.close();
    }
}
