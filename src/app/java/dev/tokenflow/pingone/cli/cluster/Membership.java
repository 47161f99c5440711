package dev.tokenflow.pingone.cli.cluster;

import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.AsyncMap;
import io.vertx.core.shareddata.Counter;
import io.vertx.core.shareddata.Lock;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.NodeListener;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster manager that keeps a living member in its cluster.
 *
 * <p>When members believe that another is dead they remove its consumers and its address from the
 * lists that all share. If it lives after all (it was suspended, or the network was split),
 * vertx-infinispan 5.0.7 does not put them back, and no member would send to it again. So once a
 * second each member looks whether the list of consumers still has its own, and writes its address
 * anew: addresses are read from each member's own copy, and after a suspension those may differ for
 * good.
 */
final class Membership implements ClusterManager {
  private static final long LOOK_MILLIS = 1000;

  private final ClusterManager manager;
  private final Runnable left;
  private final Map<RegistrationInfo, String> registered = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private @Nullable Vertx vertx;
  private long timer;

  /**
   * @param manager the one that has the lists
   * @param left called after this member left the cluster
   */
  Membership(ClusterManager manager, Runnable left) {
    this.manager = manager;
    this.left = left;
  }

  @Override
  public void init(Vertx member) {
    vertx = member;
    manager.init(member);
  }

  @Override
  public void join(Completable<Void> promise) {
    Promise<Void> joined = Promise.promise();
    manager.join(joined);
    joined.future().onSuccess(in -> timer = vertx().setPeriodic(LOOK_MILLIS, due -> look()));
    joined.future().onComplete(promise);
  }

  @Override
  public void leave(Completable<Void> promise) {
    vertx().cancelTimer(timer);
    Promise<Void> gone = Promise.promise();
    manager.leave(gone);
    gone.future()
        .transform(
            ended ->
                vertx()
                    .<Void>executeBlocking(
                        () -> {
                          left.run();
                          return null;
                        }))
        .onComplete(promise);
  }

  private void look() {
    NodeInfo info = manager.getNodeInfo();
    // Without one the event bus has not started. While members come and go the lists may keep who
    // writes to them waiting, and one at a time is enough to wait.
    if (info != null && looking.compareAndSet(false, true)) {
      // The address first: who reads of a consumer connects to its member.
      Membership.<Void>ask(put -> manager.setNodeInfo(info, put))
          .compose(
              there ->
                  Future.join(
                      registered.entrySet().stream()
                          .map(entry -> putBack(entry.getKey(), entry.getValue()))
                          .toList()))
          .onComplete(looked -> looking.set(false));
    }
  }

  private Future<Void> putBack(RegistrationInfo registration, String address) {
    return Membership.<List<RegistrationInfo>>ask(known -> manager.getRegistrations(address, known))
        .compose(
            all ->
                all.contains(registration) || !registered.containsKey(registration)
                    ? Future.succeededFuture()
                    : Membership.<Void>ask(
                            put -> manager.addRegistration(address, registration, put))
                        .compose(put -> removeIfGone(registration, address)));
  }

  /** Its consumer may have unregistered in between. */
  private Future<Void> removeIfGone(RegistrationInfo registration, String address) {
    return registered.containsKey(registration)
        ? Future.succeededFuture()
        : ask(gone -> manager.removeRegistration(address, registration, gone));
  }

  private static <T> Future<T> ask(Consumer<Completable<T>> question) {
    Promise<T> answer = Promise.promise();
    question.accept(answer);
    return answer.future();
  }

  @Override
  public void addRegistration(
      String address, RegistrationInfo registration, Completable<Void> promise) {
    if (!registration.localOnly()) {
      registered.put(registration, address);
    }
    manager.addRegistration(address, registration, promise);
  }

  @Override
  public void removeRegistration(
      String address, RegistrationInfo registration, Completable<Void> promise) {
    registered.remove(registration);
    manager.removeRegistration(address, registration, promise);
  }

  private Vertx vertx() {
    return Objects.requireNonNull(vertx);
  }

  @Override
  public <K, V> void getAsyncMap(String name, Completable<AsyncMap<K, V>> promise) {
    manager.getAsyncMap(name, promise);
  }

  @Override
  public <K, V> Map<K, V> getSyncMap(String name) {
    return manager.getSyncMap(name);
  }

  @Override
  public void getLockWithTimeout(String name, long timeout, Completable<Lock> promise) {
    manager.getLockWithTimeout(name, timeout, promise);
  }

  @Override
  public void getCounter(String name, Completable<Counter> promise) {
    manager.getCounter(name, promise);
  }

  @Override
  public String getNodeId() {
    return manager.getNodeId();
  }

  @Override
  public List<String> getNodes() {
    return manager.getNodes();
  }

  @Override
  public void nodeListener(NodeListener listener) {
    manager.nodeListener(listener);
  }

  @Override
  public void registrationListener(RegistrationListener listener) {
    manager.registrationListener(listener);
  }

  @Override
  public void setNodeInfo(NodeInfo info, Completable<Void> promise) {
    manager.setNodeInfo(info, promise);
  }

  @Override
  public NodeInfo getNodeInfo() {
    return manager.getNodeInfo();
  }

  @Override
  public void getNodeInfo(String member, Completable<NodeInfo> promise) {
    manager.getNodeInfo(member, promise);
  }

  @Override
  public void getRegistrations(String address, Completable<List<RegistrationInfo>> promise) {
    manager.getRegistrations(address, promise);
  }

  @Override
  public boolean isActive() {
    return manager.isActive();
  }

  @Override
  public @Nullable String clusterHost() {
    return manager.clusterHost();
  }

  @Override
  public @Nullable String clusterPublicHost() {
    return manager.clusterPublicHost();
  }
}
