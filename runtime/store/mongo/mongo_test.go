package mongo_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"huiyin/runtime/store"
	"huiyin/runtime/store/mongo"
	"huiyin/runtime/store/storetest"

	"go.mongodb.org/mongo-driver/bson"
	driver "go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
)

var made atomic.Int64

// fresh is the address of an empty database on the server a variable names; it is dropped when the test ends. Without
// the variable the test is skipped.
func fresh(t testing.TB, variable string) string {
	t.Helper()
	server := os.Getenv(variable)
	if server == "" {
		t.Skipf("%s is not set: start a server with .ci/mongo, or name one", variable)
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("huiyin_test_%d_%d", time.Now().UnixNano(), made.Add(1))
	u.Path = "/" + name
	db := raw(t, u.String())
	t.Cleanup(func() {
		if err := db.Drop(context.Background()); err != nil {
			t.Log(err)
		}
	})
	return u.String()
}

const server = "HUIYIN_TEST_MONGODB_URI"

func open(t testing.TB, address string) *mongo.Store {
	t.Helper()
	s, err := mongo.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestConformance(t *testing.T) {
	except := flaws(t, fresh(t, server))
	storetest.RunWith(t, storetest.Options{Conditions: 100, Except: except}, func(t *testing.T) store.Store { return open(t, fresh(t, server)) })
}

// flaws asks the server itself where it is known to differ from MongoDB, and names the shared cases that are about it:
// MongoDB orders texts by their bytes and finds patterns in texts only, which not every server that speaks its
// protocol does.
func flaws(t *testing.T, address string) []string {
	t.Helper()
	c := raw(t, address).Collection("flaws")
	if _, err := c.InsertMany(t.Context(), []any{bson.M{"_id": "text", "v": "\U0001f600"}, bson.M{"_id": "number", "v": 5}}); err != nil {
		t.Fatal(err)
	}
	count := func(filter bson.M) int64 {
		n, err := c.CountDocuments(t.Context(), filter)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	var out []string
	if count(bson.M{"v": bson.M{"$gt": "\uffff"}}) == 0 {
		out = append(out, "gt texts by bytes, beyond the basic plane")
	}
	if count(bson.M{"v": bson.M{"$regex": "5"}}) > 0 {
		out = append(out, "contains on a number is false")
	}
	return out
}

// raw is the database behind an address, seen through the driver.
func raw(t testing.TB, address string) *driver.Database {
	t.Helper()
	client, err := driver.Connect(context.Background(), options.Client().ApplyURI(address))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Disconnect(context.Background()) })
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return client.Database(u.Path[1:])
}
