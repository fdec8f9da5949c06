package builder_test

import (
	"bytes"
	"testing"

	"huiyin/builder"
)

// Whatever is imported either has problems or is packed again as it was.
func FuzzUnpack(f *testing.F) {
	w := packages()
	f.Add(w["base/forms/order.json"].Data)
	f.Add([]byte("[" + string(w["base/lists/kinds.json"].Data) + "]"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("[[]]"))
	f.Add([]byte(" "))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, problems := builder.Unpack(raw)
		if problems.Err() != nil {
			return
		}
		packed, err := builder.Zip(got.Bundle)
		if err != nil {
			t.Fatal(err)
		}
		again, err := builder.Zip(got.Bundle)
		if err != nil || !bytes.Equal(packed, again) || len(got.Bundle.Definitions) == 0 {
			t.Errorf("%q: %v", raw, err)
		}
	})
}
