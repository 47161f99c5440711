package dev.tokenflow.pingone.cli.cluster;

import io.vertx.core.Completable;
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
import org.jspecify.annotations.Nullable;

/**
 * A cluster manager that keeps a living member in its cluster.
 *
 * <p>When members believe that another is dead they remove its consumers and its address from the
 * lists that all share. If it lives after all (it was suspended, or the network was split),
 * vertx-infinispan 5.0.7 does not put them back, and nobody would send to it again. So each member
 * looks once a second whether the lists still have what it put there. Every member holds the whole
 * lists: looking costs no request.
 */
final class Membership implements ClusterManager {
  private static final long LOOK_MILLIS = 1000;

  private final ClusterManager manager;
  private final Runnable left;
  private final Map<RegistrationInfo, String> registered = new ConcurrentHashMap<>();
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
    if (info == null) {
      // The event bus has not started.
      return;
    }
    Promise<NodeInfo> known = Promise.promise();
    manager.getNodeInfo(manager.getNodeId(), known);
    // The address first: who reads of a consumer connects to its member.
    known
        .future()
        .<Void>mapEmpty()
        .recover(
            removed -> {
              Promise<Void> put = Promise.promise();
              manager.setNodeInfo(info, put);
              return put.future();
            })
        .onSuccess(there -> registered.forEach(this::look));
  }

  private void look(RegistrationInfo registration, String address) {
    Promise<List<RegistrationInfo>> known = Promise.promise();
    manager.getRegistrations(address, known);
    known
        .future()
        .onSuccess(
            all -> {
              if (!all.contains(registration) && registered.containsKey(registration)) {
                putBack(registration, address);
              }
            });
  }

  private void putBack(RegistrationInfo registration, String address) {
    Promise<Void> put = Promise.promise();
    manager.addRegistration(address, registration, put);
    put.future()
        .onSuccess(
            done -> {
              // Its consumer may have unregistered in between.
              if (!registered.containsKey(registration)) {
                manager.removeRegistration(address, registration, Promise.promise());
              }
            });
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
