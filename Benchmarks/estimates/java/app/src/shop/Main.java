package shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

public class Main {
    public static void main(String[] words) throws Exception {
        System.out.println(new ObjectMapper().writeValueAsString(Map.of("shop", words.length)));
    }
}
