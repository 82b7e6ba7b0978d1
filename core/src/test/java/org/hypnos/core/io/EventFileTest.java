package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.EventReader.Event;
import org.hypnos.core.io.EventReader.Field;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000_000_000, 250_000_000), ZoneOffset.UTC);
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, -1};

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("events.out.tfevents.hypnos");
    }

    private EventFile open(long step) throws IOException {
        return EventFile.open(file, CLOCK, step);
    }

    /** The vectors of RFC 3720, B.4. */
    @Test
    void theReadersChecksumIsThatOfTheStandard() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) -1);
        byte[] rising = new byte[32];
        for (int i = 0; i < 32; i++) {
            rising[i] = (byte) i;
        }
        assertThat(EventReader.crc(new byte[32], 0, 32)).isEqualTo(0x8A9136AAL);
        assertThat(EventReader.crc(ones, 0, 32)).isEqualTo(0x62A8AB43L);
        assertThat(EventReader.crc(rising, 0, 32)).isEqualTo(0x46DD794EL);
        assertThat(EventReader.crc("123456789".getBytes(StandardCharsets.UTF_8), 0, 9))
                .isEqualTo(0xE3069283L);
    }

    @Test
    void aReaderThatSharesNoCodeFindsEverything() throws IOException {
        try (EventFile events = open(0)) {
            events.scalar(1, "loss/\u03b8", 1.5);
            events.scalar(1L << 40, "loss/\u03b8", -0.1);
            events.image(3, "fantasies", 640, 480, PICTURE);
        }
        List<Event> events = EventReader.read(file);
        assertThat(events).hasSize(4).allMatch(event -> event.wallTime() == 1_000_000_000.25);
        assertThat(events.get(0).find(3).map(Field::text)).contains("brain.Event:2");
        assertThat(events.get(1).step()).isEqualTo(1);
        assertThat(events.get(1).tag()).isEqualTo("loss/\u03b8");
        assertThat(events.get(1).find(5, 1, 2).map(Field::single)).contains(1.5f);
        assertThat(events.get(2).step()).isEqualTo(1L << 40);
        assertThat(events.get(2).find(5, 1, 2).map(Field::single)).contains(-0.1f);
        assertThat(events.get(3).tag()).isEqualTo("fantasies");
        assertThat(events.get(3).find(5, 1, 4, 1).map(Field::value)).contains(480L);
        assertThat(events.get(3).find(5, 1, 4, 2).map(Field::value)).contains(640L);
        assertThat(events.get(3).find(5, 1, 4, 4).map(Field::bytes)).contains(PICTURE);
    }

    private double moment(Event event, int number) {
        return event.find(5, 1, 5, number).orElseThrow().real();
    }

    @Test
    void histogramsCountEachNumberInItsBucket() throws IOException {
        float[] numbers = {-2, -1e-20f, 0, -0f, 0.5f, 0.5f, 3, 1e30f, Float.NaN, Float.NEGATIVE_INFINITY};
        try (EventFile events = open(0)) {
            events.histogram(7, "weights", numbers);
            events.histogram(8, "weights", Tensor.of(Shape.of(2, 5), numbers));
            events.histogram(9, "weights", Float.NaN);
        }
        List<Event> events = EventReader.read(file);
        assertThat(events).hasSize(3); // the last has nothing to show
        for (Event event : events.subList(1, 3)) {
            assertThat(moment(event, 1)).isEqualTo(-2);
            assertThat(moment(event, 2)).isEqualTo(1e30f);
            assertThat(moment(event, 3)).isEqualTo(8);
            assertThat(moment(event, 4)).isCloseTo(1e30f, within(1e15));
            double[] limits = event.histogram(6);
            double[] counts = event.histogram(7);
            assertThat(limits).isSorted().doesNotHaveDuplicates().hasSameSizeAs(counts);
            assertThat(Arrays.stream(counts).sum()).isEqualTo(8);
            for (float number : new float[] {-2, -1e-20f, 0, 0.5f, 3, 1e30f}) {
                int bucket = 0;
                while (limits[bucket] <= number) {
                    bucket++;
                }
                assertThat(counts[bucket]).as("of %s", number).isEqualTo(number == 0 || number == 0.5f ? 2 : 1);
                double width = limits[bucket] - limits[bucket - 1];
                assertThat(number == 1e30f || width <= 0.11 * Math.max(Math.abs(number), 1e-11))
                        .as("a narrow bucket around %s", number)
                        .isTrue();
            }
        }
    }

    @Test
    void flushedEventsAreThereForReaders() throws IOException {
        try (EventFile events = open(0)) {
            events.scalar(1, "a", 1);
            events.flush();
            assertThat(EventReader.read(file)).hasSize(2);
            events.scalar(2, "a", 1);
        }
        assertThat(EventReader.read(file)).hasSize(3);
    }

    /** A run that died, wherever in a record, goes on behind the last whole one and says from which step. */
    @Test
    void anotherRunGoesOnBehindTheLastWholeRecord() throws IOException {
        try (EventFile events = open(0)) {
            events.scalar(1, "a", 1);
            events.scalar(2, "a", 2);
        }
        byte[] whole = Files.readAllBytes(file);
        int record = (whole.length - 42) / 2;
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (EventFile events = open(17)) {
                events.scalar(17, "a", 3);
            }
            List<Event> events = EventReader.read(file);
            int kept = length < 42 ? 0 : 1 + (length - 42) / record;
            assertThat(events).as("of %s bytes", length).hasSize(kept == 0 ? 2 : kept + 2);
            assertThat(events.get(0).find(3).map(Field::text)).contains("brain.Event:2");
            assertThat(events.get(events.size() - 1).find(5, 1, 2).map(Field::single))
                    .contains(3f);
            if (kept > 0) {
                Event start = events.get(kept);
                assertThat(start.step()).isEqualTo(17);
                assertThat(start.find(7, 1).map(Field::value)).contains(1L); // SessionLog.START
            }
        }
    }

    @Test
    void whatStandsBehindADamagedRecordIsCut() throws IOException {
        try (EventFile events = open(0)) {
            events.scalar(1, "a", 1);
            events.scalar(2, "a", 2);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int at = 42; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 16;
            Files.write(file, damaged);
            open(2).close();
            assertThat(EventReader.read(file)).as("byte %s", at).hasSizeLessThan(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "100, 1", "43, -1"})
    void anotherFileIsLeftAlone(int length, byte content) throws IOException {
        byte[] other = new byte[length];
        Arrays.fill(other, content);
        Files.write(file, other);
        assertThatThrownBy(() -> open(0))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": it holds something other than TensorBoard's events; move it away");
        assertThat(file).hasBinaryContent(other);
    }
}
