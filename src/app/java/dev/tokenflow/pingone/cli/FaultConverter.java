package dev.tokenflow.pingone.cli;

import dev.tokenflow.pingone.sandbox.FaultPlan;
import dev.tokenflow.pingone.sandbox.SandboxFault;
import dev.tokenflow.pingone.sandbox.SandboxStep;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a fault on the command line, {@code STEP:N:KIND}. */
final class FaultConverter implements ITypeConverter<FaultPlan> {

  /** The names of all fault kinds, for {@code --help}. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(SandboxFault.values()).map(SandboxFault::toString).iterator();
    }
  }

  @Override
  public FaultPlan convert(String value) {
    String[] parts = value.split(":", -1);
    if (parts.length != 3) {
      throw new TypeConversionException("is \"" + value + "\", expected STEP:N:KIND");
    }
    SandboxStep step = named(parts[0], SandboxStep.values(), "STEP");
    if (!parts[1].matches("[1-9]\\d{0,8}")) {
      throw new TypeConversionException(
          "N is \"" + parts[1] + "\", expected a positive whole number");
    }
    return FaultPlan.at(
        step, Integer.parseInt(parts[1]), named(parts[2], SandboxFault.values(), "KIND"));
  }

  private static <T> T named(String name, T[] all, String part) {
    return Arrays.stream(all)
        .filter(candidate -> candidate.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    part
                        + " is \""
                        + name
                        + "\", expected one of "
                        + Arrays.stream(all).map(T::toString).collect(Collectors.joining(", "))));
  }
}
