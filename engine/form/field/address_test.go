package field_test

import (
	"reflect"
	"testing"

	"huiyin/engine/form/field"
)

// Every city of the list is found again in an address written in one line, by its full name.
func TestAddressesAreTakenApart(t *testing.T) {
	v := compile(t, "address", `{}`)
	regions := field.Show(v, "zh")["regions"].([]any)
	if len(regions) != 34 {
		t.Fatalf("%d provinces", len(regions))
	}
	seen := map[string]bool{}
	cities := 0
	for _, one := range regions {
		row := one.([]any)
		province := row[0].(string)
		for _, city := range row[1].([]string) {
			cities++
			if seen[province+city] {
				t.Errorf("%s %s is there twice", province, city)
			}
			seen[province+city] = true
			want := map[string]any{"province": province, "city": city, "district": "新城区", "detail": "中山路 1/2 号"}
			for _, in := range []any{field.Text(v, want, "zh", nil), field.Cell(v, want, "zh", nil), want} {
				if got, faults := v.Normalise(in); len(faults) > 0 || !reflect.DeepEqual(got, want) {
					t.Errorf("%v is %v %v", in, got, faults)
				}
			}
		}
	}
	if cities < 370 {
		t.Errorf("only %d cities", cities)
	}
}

// N-04: what a masked address and a masked identity number still show.
func TestMaskingOfRareTypes(t *testing.T) {
	address := map[string]any{"province": "上海市", "city": "上海市", "district": "徐汇区", "detail": "漕溪北路 1 号"}
	if got := field.Mask(compile(t, "address", `{}`), address); got != "上海市****" {
		t.Errorf("the address is masked as %v", got)
	}
	if got := field.Mask(compile(t, "id_card", `{}`), "11010519491231002X"); got != "110***********002X" {
		t.Errorf("the number is masked as %v", got)
	}
}
