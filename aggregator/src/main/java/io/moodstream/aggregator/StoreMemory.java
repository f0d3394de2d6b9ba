package io.moodstream.aggregator;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all stores of this process together. By default each of them (four a
 * partition, and each window store has several segments) may take 50 MB of cache and three write
 * buffers of 16 MB: more than a small machine has. Named in the configuration, so Kafka Streams
 * makes it.
 */
public final class StoreMemory implements RocksDBConfigSetter {
  private static final long CACHE_BYTES = 64L << 20;
  private static final long WRITE_BUFFERS_BYTES = 32L << 20;
  private static final int WRITE_BUFFER_BYTES = 2 << 20;
  private static final int MANIFEST_BYTES = 64 << 10;

  static {
    // Kafka Streams reads this class before it opens a store, and so before it loads the library.
    RocksDB.loadLibrary();
  }

  // For the life of the process: closed neither by a store nor by a stage, since another may use
  // them. The write buffers are counted into the cache.
  private static final Cache CACHE = new LRUCache(CACHE_BYTES);
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFERS_BYTES, CACHE);

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    var table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(WRITE_BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    // 4 MB by default, and there are dozens.
    options.setManifestPreallocationSize(MANIFEST_BYTES);
  }

  @Override
  public void close(String store, Options options) {
    // What is shared stays.
  }
}
