// Package mongotest gives tests empty databases on the server the environment names.
package mongotest

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
)

// The variables that name servers: any server that speaks the protocol, and a real replica set.
const (
	Server  = "HUIYIN_TEST_MONGODB_URI"
	Replica = "HUIYIN_TEST_MONGODB_REPLICA_URI"
)

var hint = map[string]string{Server: ": name a server, or start one with .ci/mongo", Replica: ": name a replica set"}

var made atomic.Int64

// Fresh is the address of an empty database on the server a variable of env names; it is dropped when the test ends.
// Without the variable the test is skipped.
func Fresh(t testing.TB, env func(string) string, variable string) string {
	t.Helper()
	server := env(variable)
	if server == "" {
		t.Skip(variable + " is not set" + hint[variable])
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = fmt.Sprintf("/huiyin_test_%d_%d", time.Now().UnixNano(), made.Add(1))
	db := Database(t, u.String())
	t.Cleanup(func() {
		if err := db.Drop(context.Background()); err != nil {
			t.Log(err)
		}
	})
	return u.String()
}

// Database is the database behind an address, seen through the driver.
func Database(t testing.TB, address string) *mongo.Database {
	t.Helper()
	client, err := mongo.Connect(context.Background(), options.Client().ApplyURI(address))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Disconnect(context.Background()) })
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return client.Database(strings.TrimPrefix(u.Path, "/"))
}
