package org.hypnos.core.io;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.zip.CRC32C;
import org.hypnos.autodiff.Tensor;

/**
 * What TensorBoard shows: scalars, histograms and images by step and tag, in TensorFlow's format of events.
 *
 * <p>The file is a row of records: the length as a 64-bit number, its checksum, a message Event, its checksum, all
 * little-endian. Records are only ever appended; {@link #flush} hands them to the system. An event file belongs to one thread.
 */
public final class EventFile implements Closeable {
    private static final String VERSION = "brain.Event:2";
    private static final int SESSION_STARTS = 1;
    private static final int HEAD = Long.BYTES + Integer.BYTES;
    private static final int FOOT = Integer.BYTES;

    private final Clock clock;
    private final FileChannel channel;
    private final OutputStream out;
    private final Histogram histogram = new Histogram();

    private EventFile(Clock clock, FileChannel channel) {
        this.clock = clock;
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /**
     * Begins {@code file}, or goes on behind its last whole record: what a run that died left half-written is cut. Then
     * viewers are told to forget what stands in the file about {@code firstStep} and later ones.
     *
     * @param file in a folder that exists; TensorBoard looks for {@code tfevents} in its name
     * @param clock gives each record its time
     * @param firstStep the least step that may be recorded again
     * @return the file at its end, to be closed
     * @throws IOException if it cannot be written, or holds something other than events
     */
    public static EventFile open(Path file, Clock clock, long firstStep) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            EventFile events = new EventFile(clock, channel);
            events.begin(file, firstStep);
            return events;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void begin(Path file, long firstStep) throws IOException {
        long whole = wholeRecords(file);
        ProtobufMessage first = event(0).text(3, VERSION);
        // A file that ends within its first record is one that died young.
        if (whole == 0 && Files.size(file) > HEAD + first.toBytes().length + FOOT) {
            throw new IOException(file + ": it holds something other than TensorBoard's events; move it away");
        }
        channel.truncate(whole).position(whole);
        if (whole == 0) {
            write(first);
            flush();
            channel.force(true); // so that a file that is there begins as one, whatever happens
        } else {
            write(event(firstStep).message(7, new ProtobufMessage().integer(1, SESSION_STARTS)));
        }
    }

    /** How many bytes at the beginning are records that readers accept; they go no further than the first damaged one. */
    private static long wholeRecords(Path file) throws IOException {
        long size = Files.size(file);
        long whole = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            byte[] head = new byte[Long.BYTES];
            while (size - whole >= HEAD + FOOT) {
                in.readFully(head);
                long length =
                        ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
                boolean damaged = checksum(head) != Integer.reverseBytes(in.readInt());
                if (damaged || length < 0 || length > size - whole - HEAD - FOOT || length > Integer.MAX_VALUE - 8) {
                    break;
                }
                byte[] message = in.readNBytes((int) length);
                if (checksum(message) != Integer.reverseBytes(in.readInt())) {
                    break;
                }
                whole += HEAD + length + FOOT;
            }
        }
        return whole;
    }

    /**
     * Records a number.
     *
     * @param step where it stands on the horizontal axis
     * @param tag the name of its curve; what stands before the first slash, as in {@code train/theta_loss}, groups
     *     curves
     * @param value rounded to single precision
     * @throws IOException if the file cannot be written
     */
    public void scalar(long step, String tag, double value) throws IOException {
        value(step, new ProtobufMessage().text(1, tag).single(2, (float) value));
    }

    /**
     * Records how the numbers of {@code values} are distributed; those that are not finite are left out, and without
     * others nothing is recorded.
     *
     * @param step where it stands on the axis of steps
     * @param tag as for {@link #scalar}
     * @param values of any shape
     * @throws IOException if the file cannot be written
     */
    public void histogram(long step, String tag, Tensor values) throws IOException {
        histogram(step, tag, values.shape().size(), values::get);
    }

    /**
     * Records how {@code values} are distributed, as {@link #histogram(long, String, Tensor)} does.
     *
     * @param step where it stands on the axis of steps
     * @param tag as for {@link #scalar}
     * @param values any number of them
     * @throws IOException if the file cannot be written
     */
    public void histogram(long step, String tag, float... values) throws IOException {
        histogram(step, tag, values.length, i -> values[i]);
    }

    private void histogram(long step, String tag, int size, IntToDoubleFunction values) throws IOException {
        histogram.count(size, values);
        if (!histogram.isEmpty()) {
            value(step, new ProtobufMessage().text(1, tag).message(5, histogram.toMessage()));
        }
    }

    /**
     * Records a picture.
     *
     * @param step where it stands on the axis of steps
     * @param tag as for {@link #scalar}
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     * @param png the bytes of a PNG file of that size
     * @throws IOException if the file cannot be written
     */
    public void image(long step, String tag, int width, int height, byte[] png) throws IOException {
        checkArgument(width > 0 && height > 0, "a picture of %s x %s pixels cannot be shown", width, height);
        ProtobufMessage image =
                new ProtobufMessage().integer(1, height).integer(2, width).bytes(4, png);
        value(step, new ProtobufMessage().text(1, tag).message(4, image));
    }

    /** An Event with the Summary of one Value. */
    private void value(long step, ProtobufMessage value) throws IOException {
        write(event(step).message(5, new ProtobufMessage().message(1, value)));
    }

    private ProtobufMessage event(long step) {
        Instant now = clock.instant();
        return new ProtobufMessage()
                .real(1, now.getEpochSecond() + now.getNano() / 1e9)
                .integer(2, step);
    }

    private void write(ProtobufMessage event) throws IOException {
        byte[] message = event.toBytes();
        ByteBuffer record = ByteBuffer.allocate(HEAD + message.length + FOOT).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(message.length);
        byte[] length = Arrays.copyOf(record.array(), Long.BYTES);
        record.putInt(checksum(length)).put(message).putInt(checksum(message));
        out.write(record.array());
    }

    /** CRC-32C, turned right by 15 bits and added to a constant, so that checksums of checksums are none. */
    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xA282EAD8;
    }

    /**
     * Hands all records to the system, where readers see them.
     *
     * @throws IOException if the file cannot be written
     */
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            out.flush();
        }
    }
}
