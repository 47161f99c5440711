package dev.tokenflow.pingone.message;

/** A request message cannot be read. The text names the field and never shows its value. */
public final class MalformedRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String description;

  public MalformedRequestException(String description) {
    super(description, null, false, false);
    this.description = description;
  }

  /** The field, and what was expected. */
  public String description() {
    return description;
  }
}
