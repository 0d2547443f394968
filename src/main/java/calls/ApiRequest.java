package calls;

import clients.KeyScope;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Map;

/**
 * A request that the contract allows, as its flow finds it.
 *
 * @param operation the {@code operationId} of the call
 * @param success the status of its success
 * @param path the request's path, the {@code instance} of a problem
 * @param parameters path, query and header parameters by name, decoded, with the contract's defaults
 * @param body the JSON, or a form's text fields, without defaults; null where the call takes no body
 * @param form whether the body is a form, whose faults are named by field
 * @param files the files of a form by field; empty where the call takes no form
 * @param scope what the call's key reaches
 */
public record ApiRequest(
        String operation,
        int success,
        String path,
        Map<String, String> parameters,
        ObjectNode body,
        boolean form,
        Map<String, UploadedFile> files,
        KeyScope scope) {}
