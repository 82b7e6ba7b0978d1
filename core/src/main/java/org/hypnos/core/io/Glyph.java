package org.hypnos.core.io;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One way to write a digit: strokes of a pen through points of the unit square, whose y leads down.
 *
 * <p>A stroke is a smooth curve through its points. Where two strokes meet in one point, the line has a corner.
 *
 * @param points each of two coordinates
 * @param strokes each the numbers of the points that it goes through
 */
record Glyph(ImmutableList<Point> points, ImmutableList<ImmutableList<Integer>> strokes) {
    record Point(double x, double y) {}

    /** The ways to write each digit, in hundredths of the square; a bar parts strokes. */
    private static final ImmutableList<ImmutableList<Glyph>> OF_DIGIT = ImmutableList.of(
            written(
                    "50,4 25,15 14,50 25,86 52,96 77,84 86,50 76,15 50,4",
                    "64,8 34,10 19,46 27,84 51,96 73,78 79,42 66,14 48,7"),
            written(
                    "50,4 50,50 50,96",
                    "30,24 43,16 52,5 | 52,5 52,50 52,96",
                    "30,24 52,5 | 52,5 52,50 52,96 | 27,96 77,96"),
            written(
                    "18,26 32,8 56,5 76,20 72,42 48,66 18,94 | 18,94 50,92 84,94",
                    "20,22 40,5 68,10 74,32 58,60 30,86 18,88 22,76 40,77 62,91 87,88"),
            written(
                    "20,14 46,4 72,14 70,36 42,47 | 42,47 74,56 80,78 54,96 18,86",
                    "20,7 50,6 78,7 | 78,7 46,42 | 46,42 76,52 80,78 52,96 18,86"),
            written(
                    "30,6 24,30 20,54 | 20,54 50,55 84,52 | 70,8 66,50 65,96",
                    "64,4 40,36 15,66 | 15,66 50,65 87,66 | 64,4 64,50 64,96"),
            written(
                    "78,6 54,7 30,6 | 30,6 26,44 | 26,44 52,38 78,54 76,82 48,96 18,86",
                    "78,8 36,8 28,24 27,44 56,42 78,60 68,88 40,96 18,84"),
            written(
                    "70,5 40,22 22,56 26,84 50,96 74,84 74,62 50,52 26,66",
                    "54,4 32,34 22,70 40,95 68,90 74,68 54,55 25,74"),
            written(
                    "16,8 50,9 82,8 | 82,8 58,50 42,96",
                    "16,8 50,9 82,8 | 82,8 58,50 42,96 | 32,52 74,50",
                    "17,24 20,8 48,9 82,9 | 82,9 60,44 50,96"),
            written(
                    "72,18 50,4 26,18 34,38 66,56 76,80 50,96 24,80 34,58 64,40 72,18",
                    "50,46 26,26 50,4 74,24 50,46 | 50,46 20,72 50,96 80,72 50,46"),
            written(
                    "75,28 54,5 28,14 22,38 44,52 66,44 75,28 | 75,28 72,62 64,96",
                    "74,22 50,5 25,22 30,46 54,48 74,22 | 74,22 79,60 64,92 30,90"));

    /** The ways in which {@code digit} is written. */
    static ImmutableList<Glyph> of(int digit) {
        return OF_DIGIT.get(digit);
    }

    private static ImmutableList<Glyph> written(String... ways) {
        return Arrays.stream(ways).map(Glyph::parse).collect(ImmutableList.toImmutableList());
    }

    private static Glyph parse(String way) {
        Map<Point, Integer> numbers = new LinkedHashMap<>();
        ImmutableList.Builder<ImmutableList<Integer>> strokes = ImmutableList.builder();
        for (String stroke : Splitter.on('|').trimResults().split(way)) {
            ImmutableList.Builder<Integer> through = ImmutableList.builder();
            for (String pair : Splitter.on(' ').split(stroke)) {
                int comma = pair.indexOf(',');
                checkArgument(comma > 0, "a point is x,y, found '%s'", pair);
                Point point = new Point(
                        Integer.parseInt(pair.substring(0, comma)) / 100.0,
                        Integer.parseInt(pair.substring(comma + 1)) / 100.0);
                Integer known = numbers.putIfAbsent(point, numbers.size());
                through.add(known == null ? numbers.size() - 1 : known);
            }
            strokes.add(through.build());
        }
        return new Glyph(ImmutableList.copyOf(numbers.keySet()), strokes.build());
    }
}
