package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"huiyin/runtime"
	"huiyin/runtime/store"
	"huiyin/runtime/store/mongo"
	"huiyin/runtime/store/sqlite"
)

// inDatabase, as HUIYIN_FILES, keeps uploads in the database.
const inDatabase = "gridfs"

func isMongo(address string) bool {
	return strings.HasPrefix(address, "mongodb://") || strings.HasPrefix(address, "mongodb+srv://")
}

// openStore opens the store an address names.
func openStore(ctx context.Context, address string, o sqlite.Options) (store.Store, error) {
	if isMongo(address) {
		s, err := mongo.Open(ctx, address)
		if err != nil {
			return nil, fmt.Errorf("HUIYIN_STORE %s: %w", storeName(address), err)
		}
		return s, nil
	}
	path, ok := strings.CutPrefix(address, "sqlite:")
	if !ok || path == "" {
		return nil, fmt.Errorf("HUIYIN_STORE %q: must look like sqlite:path/of/file.db or mongodb://host/database", storeName(address))
	}
	return sqlite.Open(ctx, path, o)
}

// storeName names a store without the password in its address.
func storeName(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	hosts, path, _ := strings.Cut(rest, "/")
	if at := strings.LastIndex(hosts, "@"); at >= 0 {
		hosts = hosts[at+1:]
	}
	path, _, _ = strings.Cut(path, "?")
	return scheme + "://" + hosts + "/" + path
}

// filesOf is where the uploads of a store lie when nothing else is said.
func filesOf(address string) string {
	if isMongo(address) {
		return inDatabase
	}
	return "./data/files"
}

// openContents opens the place of the uploads; spool is the folder they are received in, "" for the system's.
func openContents(files string, st store.Store, now func() time.Time) (contents store.Contents, spool string, err error) {
	if files != inDatabase {
		return runtime.Folder{Dir: files, Now: now}, files, nil
	}
	m, ok := st.(*mongo.Store)
	if !ok {
		return nil, "", fmt.Errorf("HUIYIN_FILES: %s is for MongoDB; name a folder", inDatabase)
	}
	return m.Contents(), "", nil
}
