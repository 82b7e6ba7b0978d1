package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.junit.jupiter.api.Test;

class ParameterDigestTest {
    private final ParameterStore model = new ParameterStore("model", DType.FLOAT32, 1);
    private final Parameter weight =
            model.create("weight", Shape.of(2, 1), (random, dtype, shape) -> Tensor.of(dtype, shape, 1.5, -2));
    private final ParameterStore guide = new ParameterStore("guide", DType.FLOAT64, 1);
    private final Parameter bias =
            guide.create("bias", Shape.SCALAR, (random, dtype, shape) -> Tensor.of(dtype, shape, 0.1));

    @Test
    void nameShapeAndValuesAreDigestedInTheOrderOfNames() throws NoSuchAlgorithmException {
        ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("guide/bias".getBytes(StandardCharsets.UTF_8)).putDouble(0.1);
        bytes.put("model/weight".getBytes(StandardCharsets.UTF_8)).putInt(2).putInt(1);
        bytes.putFloat(1.5f).putFloat(-2);
        byte[] digested = Arrays.copyOf(bytes.array(), bytes.position());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(digested);
        assertThat(ParameterDigest.sha256(model, guide))
                .isEqualTo(BaseEncoding.base16().lowerCase().encode(hash))
                .isEqualTo(ParameterDigest.sha256(guide, model));
    }

    @Test
    void theLastBitOfAValueCounts() {
        String before = ParameterDigest.sha256(model, guide);
        bias.set(Tensor.scalar(DType.FLOAT64, Math.nextUp(0.1)));
        String after = ParameterDigest.sha256(model, guide);
        assertThat(after).isNotEqualTo(before);
        weight.set(Tensor.of(Shape.of(2, 1), 1.5f, Math.nextUp(-2f)));
        assertThat(ParameterDigest.sha256(model, guide)).isNotEqualTo(after);
    }
}
