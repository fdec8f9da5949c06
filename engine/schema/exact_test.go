package schema_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"huiyin/engine/schema"
)

// Numbers of 64 bits are usual as ids; what a float64 cannot hold is told or kept as a text.
func TestWholeNumbersAreNotRounded(t *testing.T) {
	raw := `{"ids":[9007199254740992,9007199254740993,1790000000000000001,-1790000000000000001,1e20,0.1234567890123456789,100000000000000000000],"n":12}`
	tree, faults := schema.Decode([]byte(raw), schema.Limit{Bytes: 1000, Depth: 9})
	if faults.Err() != nil {
		t.Fatal(faults)
	}
	var got []string
	for _, p := range schema.Inexact(tree) {
		got = append(got, p.Code+" "+p.Pointer)
	}
	if want := []string{"json.number_inexact /ids/1", "json.number_inexact /ids/2", "json.number_inexact /ids/3"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	ids := schema.Lossless(tree).(map[string]any)["ids"].([]any)
	want := []any{json.Number("9007199254740992"), "9007199254740993", "1790000000000000001", "-1790000000000000001", json.Number("1e20"),
		json.Number("0.1234567890123456789"), json.Number("100000000000000000000")}
	if !reflect.DeepEqual(ids, want) {
		t.Errorf("%v", ids)
	}
}
