package dev.tokenflow.pingone.options;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** As much of DER (X.690) as private keys need. What is malformed is a runtime exception. */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;
  static final int CONTEXT_0 = 0xA0;

  private static final int LONG_FORM = 0x80;

  private final ByteBuffer rest;

  private Der(ByteBuffer rest) {
    this.rest = rest;
  }

  /** Reads elements one after the other. */
  static Der of(byte[] elements) {
    return new Der(ByteBuffer.wrap(elements));
  }

  /** Whether the next element has this tag. */
  boolean isNext(int tag) {
    return rest.hasRemaining() && (rest.get(rest.position()) & 0xFF) == tag;
  }

  /** The content of the next element. */
  byte[] next(int tag) {
    int found = rest.get() & 0xFF;
    int length = rest.get() & 0xFF;
    if (length > LONG_FORM) {
      int octets = length - LONG_FORM;
      length = 0;
      while (octets-- > 0) {
        length = Math.addExact(Math.multiplyExact(length, 256), rest.get() & 0xFF);
      }
    }
    if (found != tag || length > rest.remaining()) {
      throw new IllegalArgumentException("not the expected element");
    }
    byte[] content = new byte[length];
    rest.get(content);
    return content;
  }

  /** An element with this content. */
  static byte[] element(int tag, byte[]... content) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : content) {
      joined.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = joined.size();
    if (length >= 0x100) {
      element.write(LONG_FORM + 2);
      element.write(length >> 8);
    } else if (length >= LONG_FORM) {
      element.write(LONG_FORM + 1);
    }
    element.write(length);
    element.writeBytes(joined.toByteArray());
    return element.toByteArray();
  }
}
