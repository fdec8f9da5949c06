package mongo_test

import (
	"context"
	"os"
	"testing"

	"go.mongodb.org/mongo-driver/bson"

	"huiyin/runtime/store"
	"huiyin/runtime/store/mongo"
	"huiyin/runtime/store/mongo/mongotest"
	"huiyin/runtime/store/storetest"
)

func fresh(t testing.TB) string { return mongotest.Fresh(t, os.Getenv, mongotest.Server) }

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
	except := flaws(t, fresh(t))
	storetest.RunWith(t, storetest.Options{Conditions: 100, Except: except}, func(t *testing.T) store.Store { return open(t, fresh(t)) })
}

// flaws asks the server itself where it is known to differ from MongoDB, and names the shared cases that are about it:
// MongoDB orders texts by their bytes and finds patterns in texts only, which not every server that speaks its
// protocol does.
func flaws(t *testing.T, address string) []string {
	t.Helper()
	c := mongotest.Database(t, address).Collection("flaws")
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
