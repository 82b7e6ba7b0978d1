package org.hypnos.autodiff.internal.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** The reference itself, against known figures. */
class ExactTest {
    private static void assertDigits(BigDecimal found, String expected) {
        BigDecimal figure = new BigDecimal(expected);
        assertThat(found.subtract(figure).abs())
                .as("%s instead of %s", found, figure)
                .isLessThan(figure.abs().scaleByPowerOfTen(-25));
    }

    @Test
    void exp() {
        assertDigits(Exact.exp(1), "2.718281828459045235360287471352662497757");
        assertDigits(Exact.exp(-745), "2.822350730471937076353440082059782620824e-324");
    }

    @Test
    void log() {
        assertDigits(Exact.log(10), "2.302585092994045684017991454684364207601");
        assertDigits(Exact.log(Double.MIN_VALUE), "-744.4400719213812623141072984460816341131");
    }

    @Test
    void nearZeroAndOne() {
        assertDigits(Exact.expm1(0x1p-20), "9.536747711537454467882495568742836518855e-7");
        assertDigits(Exact.expm1(-0.5), "-0.3934693402873665763962004650088195465581");
        assertDigits(Exact.log1p(-0.9375), "-2.772588722239781237668928485832706272302");
        assertDigits(Exact.log1p(0x1p-30), "9.313225741817976469000627485243784799078e-10");
    }

    @Test
    void tanh() {
        assertDigits(Exact.tanh(0.5), "0.4621171572600097585023184836436725487303");
        assertDigits(Exact.tanh(-0x1p-28), "-0.000000003725290298461914045267070571811923535841");
        assertDigits(Exact.tanh(0x1p-30), "9.313225746154785153557354776845613038462e-10");
    }

    @Test
    void sigmoidAndSoftplus() {
        assertDigits(Exact.sigmoid(-3), "0.04742587317756678087884815177175220138618");
        assertDigits(Exact.softplus(-40), "4.248354255291588986304977843631582181878e-18");
        assertDigits(Exact.softplus(0.5), "0.9740769841801066808729973550811707497556");
        assertDigits(Exact.softplus(40), "40.0000000000000000042483542552915889863");
    }
}
